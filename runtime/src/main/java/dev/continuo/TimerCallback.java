// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

import org.jspecify.annotations.Nullable;

/** A callback that waits for its time. */
final class TimerCallback extends Callback implements TimerNode {

  private final TimerWheel timers;
  private long place = -1;

  TimerCallback(TimerWheel timers, Runnable runnable, @Nullable Object context) {
    super(runnable, context);
    this.timers = timers;
  }

  @Override
  public void cancel() {
    super.cancel();
    timers.remove(this);
  }

  @Override
  public long place() {
    return place;
  }

  @Override
  public void place(long newPlace) {
    place = newPlace;
  }
}
