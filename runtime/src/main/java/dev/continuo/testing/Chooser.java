// SPDX-License-Identifier: Apache-2.0
package dev.continuo.testing;

import java.util.List;

/** Decides, step by step, in which order a {@link Course} runs what is ready. */
interface Chooser {

  /** First come, first served. */
  Chooser FIFO = (step, runners, mayPostpone) -> 0;

  /**
   * Names one of those that may run next.
   *
   * @param step counts from 1
   * @param runners who may run next, by identity: at least two, first come first
   * @param mayPostpone whether {@code runners.size()} may be given
   * @return its index; or {@code runners.size()} to let the first wait for all others once
   */
  int choose(int step, List<Object> runners, boolean mayPostpone);
}
