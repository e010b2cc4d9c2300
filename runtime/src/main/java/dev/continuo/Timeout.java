// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

import dev.continuo.annotation.Async;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The time limit of {@code Asyncio.timeout}, for the body that runs under it.
 *
 * <pre>
 *   ACTIVE --deadline: the task is cancelled--> EXPIRING --the body ends--> EXPIRED
 *      \--the body ends--> FINISHED
 * </pre>
 *
 * Use on the loop's thread.
 */
public final class Timeout {

  private enum State {
    ACTIVE,
    EXPIRING,
    EXPIRED,
    FINISHED
  }

  private final Task<?> task;
  private final BaseEventLoop loop;

  /** How many requests to cancel the task there were at entry that have been delivered. */
  private final int cancellingBefore;

  private State state = State.ACTIVE;
  private long deadline = Long.MAX_VALUE;
  private @Nullable Handle timer;
  private @Nullable AsyncTimeoutException converted;

  /** Where the task was when the time was over. */
  private List<StackTraceElement> place = List.of();

  private Timeout(Task<?> task, @Nullable Duration limit) {
    this.task = task;
    this.loop = task.boundLoop();
    // What is still to be delivered will be thrown inside, and is not the end of this limit.
    this.cancellingBefore = task.cancelling() - (task.isCancelPending() ? 1 : 0);
    reschedule(limit);
  }

  @Async
  static <T extends @Nullable Object> Coroutine<T> run(
      @Nullable Duration limit, AsyncFunction<? super Timeout, T> body) {
    Timeout timeout = new Timeout(Objects.requireNonNull(Asyncio.currentTask()), limit);
    T result;
    try {
      result = Asyncio.await(Asyncio.async(() -> body.apply(timeout)));
    } catch (Throwable t) {
      throw Thrown.asIs(timeout.exit(t));
    }
    timeout.exit(null);
    return Coroutine.of(result);
  }

  /** Ends the limit: what leaves instead of {@code thrown}. */
  private @Nullable Throwable exit(@Nullable Throwable thrown) {
    stopTimer();
    if (state == State.ACTIVE) {
      state = State.FINISHED;
      return thrown;
    }
    state = State.EXPIRED;
    if (task.uncancel() > cancellingBefore || thrown == null) {
      return thrown;
    }
    if (thrown instanceof CancelledError) {
      Traces.cancelledAt(thrown, place, task);
      converted = new AsyncTimeoutException(null, thrown);
      return converted;
    }
    thrown.addSuppressed(new AsyncTimeoutException());
    return thrown;
  }

  /** Whether {@code e} is the one that this limit has thrown. */
  boolean hasConverted(AsyncTimeoutException e) {
    return converted == e;
  }

  private void expire() {
    state = State.EXPIRING;
    timer = null;
    place = Traces.place(task);
    task.cancel();
  }

  /** Whether the deadline has passed and the task was cancelled for that. */
  public boolean expired() {
    return state == State.EXPIRING || state == State.EXPIRED;
  }

  /** When the limit is over, in the loop's {@code time()}; {@code Long.MAX_VALUE} for never. */
  public long deadline() {
    return deadline;
  }

  /**
   * Sets another deadline.
   *
   * @param fromNow zero or less for at once, null for never
   * @throws IllegalStateException if the limit has expired or the body has ended
   */
  public void reschedule(@Nullable Duration fromNow) {
    if (state != State.ACTIVE) {
      throw new IllegalStateException(
          "Cannot change state of " + state.name().toLowerCase(Locale.ROOT) + " Timeout");
    }
    stopTimer();
    long nanos = fromNow == null ? Long.MAX_VALUE : Durations.nanos(fromNow);
    if (nanos == Long.MAX_VALUE) {
      deadline = Long.MAX_VALUE;
    } else if (nanos <= 0) {
      deadline = loop.time();
      timer = loop.callSoon(this::expire);
    } else {
      deadline = loop.deadline(nanos);
      timer = loop.callAt(deadline, this::expire);
    }
  }

  private void stopTimer() {
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
  }

  @Override
  public String toString() {
    return "<Timeout " + state.name().toLowerCase(Locale.ROOT) + ">";
  }
}
