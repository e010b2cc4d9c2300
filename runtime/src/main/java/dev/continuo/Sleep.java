// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

import dev.continuo.spi.Frame;
import dev.continuo.spi.Suspension;
import org.jspecify.annotations.Nullable;

/** {@code sleep}: waits for a timer; or, for no time at all, lets the others run once. */
final class Sleep<T extends @Nullable Object> extends Frame<T> {

  private final long nanos;
  private final @Nullable Object value;

  Sleep(long nanos, @Nullable Object value) {
    this.nanos = nanos;
    this.value = value;
  }

  @Override
  protected @Nullable Object resume(Task<?> task) throws Throwable {
    if (state() > 0) {
      Suspension.resumed(task);
      return value;
    }
    BaseEventLoop loop = task.boundLoop();
    if (nanos <= 0) {
      task.wake();
      return suspend(1, task);
    }
    Timed<T> timed = new Timed<>(loop, value);
    loop.timers.add(timed, loop.deadline(nanos));
    Object suspended = task.suspendOn(timed);
    // The caller can take the value from the future itself; only a task needs this as its root.
    return task.leaf == this ? suspend(1, task) : suspended;
  }

  @Override
  protected String where() {
    return "dev.continuo.Asyncio\nsleep\n\n0";
  }

  /** A future that is its own timer. */
  private static final class Timed<T extends @Nullable Object> extends Future<T>
      implements TimerNode {

    private final @Nullable Object value;
    private long place = -1;

    Timed(BaseEventLoop loop, @Nullable Object value) {
      super(loop);
      this.value = value;
    }

    @Override
    public void run() {
      if (result == null) {
        finish(Settled.encode(value));
      }
    }

    @Override
    boolean requestCancel(@Nullable String message) {
      boundLoop().timers.remove(this);
      return super.requestCancel(message);
    }

    @Override
    public @Nullable Object context() {
      return null;
    }

    @Override
    public long place() {
      return place;
    }

    @Override
    public void place(long newPlace) {
      place = newPlace;
    }

    @Override
    String kind() {
      return "sleep";
    }
  }
}
