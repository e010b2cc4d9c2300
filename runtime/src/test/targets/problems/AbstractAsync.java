// SPDX-License-Identifier: Apache-2.0
import static dev.continuo.Asyncio.await;
import static dev.continuo.weaver.Scenario.failing;
import static dev.continuo.weaver.Scenario.later;
import static dev.continuo.weaver.Scenario.log;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
abstract class AbstractAsync {
  /** Hard case 61. */
  @Async
  abstract Coroutine<Void> method(); // unplaced: an abstract method cannot be @Async; annotate its implementations
}
