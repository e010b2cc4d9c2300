// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

/** A callback that was given to an {@link EventLoop}. Use on the loop's thread. */
public interface Handle {

  /** Keeps the callback from being called; too late or twice does nothing. */
  void cancel();

  /** Whether it was cancelled. */
  boolean isCancelled();
}
