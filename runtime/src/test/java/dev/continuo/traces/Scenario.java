// SPDX-License-Identifier: Apache-2.0
package dev.continuo.traces;

import dev.continuo.AsyncCallable;
import dev.continuo.testing.TestLoop;

/** A program that prints to {@link Trace}. */
interface Scenario {

  void run() throws Exception;

  /** The scenario that runs {@code main} under virtual time. */
  static Scenario onTestLoop(AsyncCallable<Void> main) {
    return () -> TestLoop.run(main.call());
  }
}
