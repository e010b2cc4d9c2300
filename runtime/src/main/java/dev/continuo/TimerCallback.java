// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

import org.jspecify.annotations.Nullable;

/** A callback that waits for its time. */
final class TimerCallback extends Callback implements TimerNode {

  private final TimerHeap timers;
  private int index = -1;

  TimerCallback(TimerHeap timers, Runnable runnable, @Nullable Object context) {
    super(runnable, context);
    this.timers = timers;
  }

  @Override
  public void cancel() {
    super.cancel();
    timers.remove(this);
  }

  @Override
  public int heapIndex() {
    return index;
  }

  @Override
  public void heapIndex(int newIndex) {
    index = newIndex;
  }
}
