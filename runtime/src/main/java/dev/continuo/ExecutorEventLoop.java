// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A loop that runs in jobs on an executor. Over {@code Runnable::run} it runs on whatever thread
 * completes what is awaited, one at a time: the loop of an {@code @Async} method that returns a
 * CompletableFuture where no loop is running.
 */
final class ExecutorEventLoop extends BaseEventLoop {

  private final Executor executor;

  /** How often there was something to do since the present job began; 0 if none has. */
  private final AtomicInteger requests = new AtomicInteger();

  /** The deadline that the alarm is set for. */
  private long alarm = Long.MAX_VALUE;

  ExecutorEventLoop(Executor executor) {
    super(true);
    this.executor = executor;
  }

  @Override
  public long time() {
    return System.nanoTime();
  }

  /** Never waits: new work makes a new job. */
  @Override
  protected void poll(long timeoutNanos) {}

  @Override
  Channels openChannels() {
    return new Channels(this, SharedSelector.instance());
  }

  @Override
  protected void wakeup() {
    if (requests.getAndIncrement() == 0) {
      try {
        executor.execute(this::drain);
      } catch (Throwable t) {
        // What there is to do stays; the next wake-up tries again.
        requests.set(0);
        throw t;
      }
    }
  }

  @Override
  public void runForever() {
    throw new IllegalStateException("an event loop on an executor runs by itself");
  }

  private void drain() {
    int seen;
    do {
      seen = requests.get();
      do {
        runAll();
        // Who came after the last pass has seen the loop still running, and has asked for nothing.
      } while (hasIncoming && !isClosed());
    } while (requests.addAndGet(-seen) != 0);
  }

  private void runAll() {
    if (isClosed()) {
      return;
    }
    ThreadState here = ThreadState.get();
    BaseEventLoop outerLoop = here.loop;
    Task<?> outerTask = here.task;
    Object outerContext = here.context;
    here.loop = null;
    enter();
    try {
      do {
        runPass();
      } while (!isIdle() || nextDeadline() <= time());
      setAlarm();
    } finally {
      leave();
      here.loop = outerLoop;
      here.task = outerTask;
      here.context = outerContext;
    }
  }

  private void setAlarm() {
    long next = nextDeadline();
    long now = time();
    if (next < alarm || alarm <= now) {
      alarm = next;
      if (next != Long.MAX_VALUE) {
        Alarms.SERVICE.schedule(this::wakeup, next - now, TimeUnit.NANOSECONDS);
      }
    }
  }

  /** One thread for the alarms of all loops; it is made for the first. */
  private static final class Alarms {
    static final ScheduledExecutorService SERVICE =
        Executors.newSingleThreadScheduledExecutor(Alarms::daemon);

    private static Thread daemon(@Nullable Runnable r) {
      Thread thread = new Thread(r, "continuo-alarms");
      thread.setDaemon(true);
      return thread;
    }
  }
}
