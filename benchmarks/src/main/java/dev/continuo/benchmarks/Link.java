// SPDX-License-Identifier: Apache-2.0
package dev.continuo.benchmarks;

import dev.continuo.Coroutine;

/** One link of a chain of calls. */
interface Link {
  /** Calls the next so often as {@code depth} says. */
  Coroutine<Integer> link(Link next, int depth, int i);
}
