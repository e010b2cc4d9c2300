// SPDX-License-Identifier: Apache-2.0
package dev.continuo.threads;

import dev.continuo.BaseEventLoop;

/**
 * A loop that sleeps without the system's help, so that it falls asleep and wakes a million times a
 * second.
 */
final class SpinningLoop extends BaseEventLoop {

  private volatile boolean woken;

  @Override
  public long time() {
    return 0;
  }

  @Override
  protected void poll(long timeoutNanos) {
    if (timeoutNanos < 0) {
      Threads.spinUntil(() -> woken);
    }
    woken = false;
  }

  @Override
  protected void wakeup() {
    woken = true;
  }
}
