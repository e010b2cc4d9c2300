// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

/** What stands in a loop's ready queue, beside tasks. */
interface Ready {

  /** Called on the loop's thread; an exception goes to the loop's exception handler. */
  void run();

  /** The context to run in. */
  @org.jspecify.annotations.Nullable
  Object context();
}
