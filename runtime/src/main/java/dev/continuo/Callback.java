// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

import org.jspecify.annotations.Nullable;

/** A callback in the ready queue. */
class Callback implements Handle, Ready {

  private final Runnable runnable;
  private final @Nullable Object context;
  private boolean cancelled;

  Callback(Runnable runnable, @Nullable Object context) {
    this.runnable = runnable;
    this.context = context;
  }

  @Override
  public void run() {
    if (!cancelled) {
      runnable.run();
    }
  }

  @Override
  public void cancel() {
    cancelled = true;
  }

  @Override
  public final boolean isCancelled() {
    return cancelled;
  }

  @Override
  public final @Nullable Object context() {
    return context;
  }

  @Override
  public String toString() {
    return "callback " + runnable;
  }
}
