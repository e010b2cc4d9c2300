// SPDX-License-Identifier: Apache-2.0
import static dev.continuo.Asyncio.await;
import static dev.continuo.weaver.Scenario.failing;
import static dev.continuo.weaver.Scenario.later;
import static dev.continuo.weaver.Scenario.log;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
/** Hard cases 49 and 50. */
class Monitors {
  @Async
  Coroutine<Void> block() {
    synchronized (this) {
      log("held");
      await(later(1)); // problem: a coroutine cannot await while it holds a monitor (synchronized); use dev.continuo.sync.Lock, or end the synchronized block before the await
    }
    await(later(2));
    return Coroutine.done();
  }

  @Async
  Coroutine<Void> nested(Object a) {
    synchronized (this) {
      synchronized (a) {
        log("held");
      }
      for (int i = 0; i < 3; i++) {
        try {
          await(later(1)); // problem: a coroutine cannot await while it holds a monitor (synchronized); use dev.continuo.sync.Lock, or end the synchronized block before the await
        } catch (IllegalStateException e) {
          continue;
        }
      }
    }
    return Coroutine.done();
  }

  @Async
  Coroutine<String> fine(Object a) {
    synchronized (a) {
      return Coroutine.of("returned under the monitor");
    }
  }
}
