// SPDX-License-Identifier: Apache-2.0
package dev.continuo.inspect;

import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.sleep;

import dev.continuo.Coroutine;
import dev.continuo.Runner;
import dev.continuo.annotation.Async;
import java.time.Duration;

/** Runs where there is only java.base. */
final class SmallProgram {

  private SmallProgram() {}

  @Async
  private static Coroutine<Integer> work() {
    return Coroutine.of(await(sleep(Duration.ofMillis(1), 42)));
  }

  public static void main(String[] arguments) {
    try (Runner runner = Runner.builder().debug(true).build()) {
      runner.loop().setSlowCallbackDuration(Duration.ofHours(1));
      System.out.println(runner.run(work()));
    }
    try {
      Inspector.registerBean();
    } catch (IllegalStateException e) {
      System.out.println(e.getMessage());
    }
  }
}
