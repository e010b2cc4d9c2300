// SPDX-License-Identifier: Apache-2.0
import static dev.continuo.Asyncio.await;
import static dev.continuo.weaver.Scenario.failing;
import static dev.continuo.weaver.Scenario.later;
import static dev.continuo.weaver.Scenario.log;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
class Synchronized {
  @Async
  synchronized Coroutine<Void> method() {
    await(later(1)); // problem: a synchronized method cannot be @Async, since it would leave its monitor at every await; remove synchronized and use dev.continuo.sync.Lock
    return Coroutine.done();
  }
}
