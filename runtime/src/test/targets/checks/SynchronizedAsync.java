// SPDX-License-Identifier: Apache-2.0
import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;

class SynchronizedAsync {
  @Async
  synchronized Coroutine<Void> method() { // error: a synchronized method cannot be @Async, since it would leave its monitor at every await; remove synchronized and use dev.continuo.sync.Lock [SynchronizedAsync]
    return Coroutine.done();
  }

  static class Good {
    synchronized Coroutine<Void> plain() {
      return Coroutine.done();
    }
  }
}
