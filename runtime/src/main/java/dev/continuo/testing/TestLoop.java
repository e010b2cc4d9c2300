// SPDX-License-Identifier: Apache-2.0
package dev.continuo.testing;

import dev.continuo.AsyncCallable;
import dev.continuo.Asyncio;
import dev.continuo.BaseEventLoop;
import dev.continuo.Coroutine;
import dev.continuo.Runner;
import dev.continuo.Task;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A loop whose clock starts at 0 and moves only when nothing is ready: then it jumps to the next
 * timer. Where no timer is set and nothing can come from outside, it fails instead of hanging.
 *
 * <p>Work on real threads is waited for in real time. While there are timers, only for a second:
 * then the clock moves on, so that a time limit around such work can be tested too. Registered
 * channels are waited for in the same way, but a timer only for a quarter of a second (the peer is
 * most often in the same test), and without a timer for ten seconds: after that it is a deadlock.
 */
public final class TestLoop extends BaseEventLoop {

  private static final long MILLIS_BESIDE_TIMERS = 1_000;
  private static final long MILLIS_FOR_STAGES = 10_000;
  private static final long MILLIS_FOR_CHANNELS = 250;

  private final Semaphore wakeups = new Semaphore(0);
  private long now;

  /** A loop at time 0. */
  public TestLoop() {}

  /**
   * Runs {@code main} on a new loop: its value, or throws what failed it, as is.
   *
   * @throws DeadlockException if it waits for what cannot happen
   */
  public static <T extends @Nullable Object> T run(Coroutine<T> main) {
    Objects.requireNonNull(main, "main");
    try (Runner runner = Runner.builder().loop(TestLoop::new).build()) {
      return runner.run(main);
    }
  }

  /** As {@link #run(Coroutine)}; the call of {@code main} happens on the loop. */
  public static <T extends @Nullable Object> T run(AsyncCallable<T> main) {
    return run(Asyncio.async(main));
  }

  /** Nanoseconds since the loop was made. */
  @Override
  public long time() {
    return now;
  }

  /** Runs what is ready, and what that makes ready, without moving the clock. */
  public void runCurrent() {
    enter();
    try {
      runReady();
    } finally {
      leave();
    }
  }

  /** Moves the clock by {@code d}, stopping at each timer to run it. */
  public void advanceBy(Duration d) {
    long target = now + Math.max(0, Objects.requireNonNull(d, "d").toNanos());
    enter();
    try {
      runReady();
      while (nextDeadline() <= target) {
        now = Math.max(now, nextDeadline());
        runReady();
      }
      now = target;
    } finally {
      leave();
    }
  }

  /** Runs, moving the clock from timer to timer, until nothing is left but tasks that wait. */
  public void runUntilIdle() {
    enter();
    try {
      runReady();
      while (nextDeadline() != Long.MAX_VALUE || outstandingJobs() > 0) {
        runPass();
        runReady();
      }
    } finally {
      leave();
    }
  }

  private void runReady() {
    do {
      while (!isIdle() || nextDeadline() <= now) {
        runPass();
      }
      poll(0);
    } while (!isIdle());
  }

  @Override
  protected void poll(long timeoutNanos) {
    if (timeoutNanos == 0) {
      if (hasChannels()) {
        pollChannels(0);
      }
      return;
    }
    boolean timed = timeoutNanos > 0;
    long millis = patience(timed);
    if (millis >= 0 && (hasChannels() ? select(millis) : await(millis))) {
      return;
    }
    if (timed) {
      now += timeoutNanos;
    } else {
      throw new DeadlockException(describeDeadlock());
    }
  }

  /** How long to wait for others in real time; -1 if nothing can come. */
  private long patience(boolean timed) {
    if (outstandingJobs() > 0) {
      return timed ? MILLIS_BESIDE_TIMERS : Long.MAX_VALUE;
    }
    if (hasChannels()) {
      return timed ? MILLIS_FOR_CHANNELS : MILLIS_FOR_STAGES;
    }
    return outstandingStages() == 0 ? -1 : timed ? 0 : MILLIS_FOR_STAGES;
  }

  /** As {@link #await}, for channels too. */
  private boolean select(long millis) {
    long nanos = TimeUnit.MILLISECONDS.toNanos(millis);
    long begin = System.nanoTime();
    pollChannels(0);
    for (long left = nanos; isIdle() && left > 0; left = nanos - (System.nanoTime() - begin)) {
      if (wakeups.drainPermits() > 0) {
        return true;
      }
      pollChannels(left);
      if (Thread.currentThread().isInterrupted()) {
        throw new IllegalStateException("interrupted while waiting for channels");
      }
    }
    return !isIdle();
  }

  /** Waits in real time until another thread has something for us, or the time is over. */
  private boolean await(long millis) {
    try {
      if (!wakeups.tryAcquire(millis, TimeUnit.MILLISECONDS)) {
        return false;
      }
      wakeups.drainPermits();
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for other threads", e);
    }
  }

  @Override
  protected void wakeup() {
    wakeups.release();
    wakeupChannels();
  }

  private String describeDeadlock() {
    StringBuilder text = new StringBuilder("deadlock: nothing is ready and no timer is set");
    for (Task<?> task : tasks()) {
      text.append("\n  task '").append(task.name()).append("' waits for ");
      text.append(waitingFor(task));
      for (StackTraceElement element : task.stack()) {
        text.append("\n    at ").append(element);
      }
    }
    return text.toString();
  }
}
