// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

/** What a future tells that it is done. */
interface Waiter {

  /** Called once, on the loop's thread, inside the completion: only enqueue, run nothing. */
  void completed(Future<?> future);
}
