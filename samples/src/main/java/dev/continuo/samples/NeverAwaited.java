// SPDX-License-Identifier: Apache-2.0
package dev.continuo.samples;

import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.yieldNow;

import dev.continuo.Coroutine;
import dev.continuo.Runner;
import dev.continuo.annotation.Async;

/**
 * A coroutine that nobody awaits does not run. Debug mode reports it, with the place it was made.
 */
public final class NeverAwaited {
  private NeverAwaited() {}

  @Async
  static Coroutine<Void> greet() {
    System.out.println("never printed");
    return Coroutine.done();
  }

  @Async
  static Coroutine<Void> forgetful() {
    Coroutine<Void> forgotten = greet(); // a call runs nothing: there is no await
    await(yieldNow());
    System.out.println("made " + forgotten.name() + ", and forgot to await it");
    return Coroutine.done();
  }

  public static void main(String[] args) {
    try (Runner runner = Runner.builder().debug(true).build()) {
      runner.run(forgetful());
    }
  }
}
