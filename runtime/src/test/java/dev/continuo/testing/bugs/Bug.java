// SPDX-License-Identifier: Apache-2.0
package dev.continuo.testing.bugs;

import dev.continuo.Coroutine;
import dev.continuo.testing.Explorer;

/** A program with a bug, and one that does the same without it; each object for one run. */
interface Bug {

  /** The settings under which it shows. */
  default Explorer explored(Explorer explorer) {
    return explorer;
  }

  /** Fails under some schedules, but not in the order of arrival. */
  Coroutine<Void> wrong();

  /** Fails under none. */
  Coroutine<Void> right();
}
