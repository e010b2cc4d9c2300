// SPDX-License-Identifier: Apache-2.0
import static dev.continuo.Asyncio.await;
import static dev.continuo.weaver.Scenario.later;
import static dev.continuo.weaver.Scenario.log;

import dev.continuo.AsyncCallable;
import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;

/** javac drops what is never reached, but leaves the bodies of the lambdas in it. Generator: 30. */
class DeadCode {
  static final boolean DEBUG = false;

  @Async
  static Coroutine<String> run() throws Exception { // returns: end
    if (DEBUG) {
      AsyncCallable<String> never = () -> Coroutine.of(await(later("never")));
      log(await(never.call()));
    }
    for (int i = 0; i < 3 && false; i++) {
      AsyncCallable<Integer> never = () -> Coroutine.of(await(later(1)));
      log(await(never.call()));
    }
    return Coroutine.of(await(later("end")));
  }
}
