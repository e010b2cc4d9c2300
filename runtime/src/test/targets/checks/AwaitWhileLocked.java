// SPDX-License-Identifier: Apache-2.0
import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.emit;

import dev.continuo.AsyncIterator;
import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;

class AwaitWhileLocked {
  @Async
  Coroutine<Void> held(Object a) {
    synchronized (a) {
      await(Coroutine.done()); // error: a coroutine cannot await while it holds a monitor (synchronized); use dev.continuo.sync.Lock, or end the synchronized block before the await [AwaitWhileLocked]
    }
    return Coroutine.done();
  }

  @Async
  AsyncIterator<String> elements() {
    synchronized (this) {
      emit("a"); // error: a coroutine cannot await while it holds a monitor (synchronized); use dev.continuo.sync.Lock, or end the synchronized block before the await [AwaitWhileLocked]
    }
    return AsyncIterator.end();
  }

  static class Good {
    int n;

    @Async
    Coroutine<Integer> released() {
      synchronized (this) {
        n++;
      }
      await(Coroutine.done());
      synchronized (this) {
        return Coroutine.of(n);
      }
    }
  }
}
