// SPDX-License-Identifier: Apache-2.0
package dev.continuo.internal;

import dev.continuo.Handle;

/** One listener's interest in a channel. Use on the loop's thread. */
public interface Interest extends Handle {

  /** Which {@code SelectionKey} ops to wait for from now on; 0 for none. Costs nothing if equal. */
  void set(int ops);

  /** Which ops it waits for. */
  int ops();
}
