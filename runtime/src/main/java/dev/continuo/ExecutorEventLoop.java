// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

import java.lang.System.Logger.Level;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A loop that runs in jobs on an executor. Over {@code Runnable::run} it runs on whatever thread
 * completes what is awaited, one at a time: the loop of an {@code @Async} method that returns a
 * CompletableFuture where no loop is running.
 */
final class ExecutorEventLoop extends BaseEventLoop {

  /** After so many passes others get their turn on the executor. */
  private static final int PASSES_IN_A_JOB = 64;

  private final Executor executor;

  /** How often there was something to do since the present job began; 0 if none has. */
  private final AtomicInteger requests = new AtomicInteger();

  /** The thread of the last job. */
  private volatile @Nullable Thread home;

  /** The deadline that the alarm is set for. */
  private long alarm = Long.MAX_VALUE;

  private @Nullable Future<?> alarmJob;

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
        throw t instanceof RejectedExecutionException ? rejected(t) : Thrown.asIs(t);
      }
    }
  }

  private IllegalStateException rejected(Throwable cause) {
    return new IllegalStateException(
        "the executor of the event loop takes no more jobs, so its tasks cannot go on: " + executor,
        cause);
  }

  @Override
  void checkRunnable() {
    throw new IllegalStateException("an event loop on an executor runs by itself");
  }

  @Override
  boolean mayRunHere() {
    Thread last = home;
    return last == null || last == Thread.currentThread();
  }

  private void drain() {
    int seen;
    do {
      seen = requests.get();
      boolean done;
      do {
        done = isClosed() || runSome();
        if (!done && isContinued()) {
          return;
        }
        // Who came after the last pass has seen the loop still running, and has asked for nothing.
      } while (!isClosed() && (!done || hasIncoming));
    } while (requests.addAndGet(-seen) != 0);
  }

  /** Whether nothing is left to do. */
  private boolean runSome() {
    ThreadState here = ThreadState.get();
    BaseEventLoop outerLoop = here.loop;
    Task<?> outerTask = here.task;
    Object outerContext = here.context;
    here.loop = null;
    enter();
    home = owner;
    try {
      int passes = 0;
      do {
        runPass();
        passes++;
      } while (hasWork() && passes < PASSES_IN_A_JOB);
      setAlarm();
      if (!tasks.isEmpty()) {
        // A call that never suspends, on a loop of its own, need not be shown.
        showToTools();
      }
      return !hasWork();
    } finally {
      leave();
      here.loop = outerLoop;
      here.task = outerTask;
      here.context = outerContext;
    }
  }

  private boolean hasWork() {
    return !isIdle() || nextDeadline() <= time();
  }

  // ---- giving way to the executor's other jobs

  /** Whether another job goes on with the work; an executor that is shut down takes none. */
  private boolean isContinued() {
    Continuation next = new Continuation();
    try {
      executor.execute(next);
    } catch (RejectedExecutionException e) {
      return false;
    }
    next.isSubmitted = true;
    return !next.ranAtOnce;
  }

  private final class Continuation implements Runnable {

    private final Thread submitter = Thread.currentThread();
    private boolean isSubmitted;
    private boolean ranAtOnce;

    @Override
    public void run() {
      if (Thread.currentThread() == submitter && !isSubmitted) {
        // An executor such as Runnable::run: do not get deeper and deeper.
        ranAtOnce = true;
      } else {
        drain();
      }
    }
  }

  // ---- timers

  private void setAlarm() {
    long next = nextDeadline();
    long now = time();
    if (next < alarm || alarm <= now) {
      dropAlarm();
      alarm = next;
      if (next != Long.MAX_VALUE) {
        alarmJob = Alarms.SERVICE.schedule(this::ring, next - now, TimeUnit.NANOSECONDS);
      }
    }
  }

  private void dropAlarm() {
    if (alarmJob != null) {
      alarmJob.cancel(false);
      alarmJob = null;
    }
  }

  private void ring() {
    try {
      wakeup();
    } catch (IllegalStateException e) {
      LoopReports.LOG.log(Level.ERROR, "a timer is lost", e);
    }
  }

  @Override
  public void close() {
    boolean first = !isClosed();
    super.close();
    if (first) {
      dropAlarm();
      for (Task<?> task : tasks()) {
        reports.call(ErrorContext.dropped(task));
      }
    }
  }

  /** One thread for the alarms of all loops; it is made for the first. */
  private static final class Alarms {
    static final ScheduledThreadPoolExecutor SERVICE = create();

    private static ScheduledThreadPoolExecutor create() {
      ScheduledThreadPoolExecutor service = new ScheduledThreadPoolExecutor(1, Alarms::daemon);
      service.setRemoveOnCancelPolicy(true);
      return service;
    }

    private static Thread daemon(@Nullable Runnable r) {
      Thread thread = new Thread(r, "continuo-alarms");
      thread.setDaemon(true);
      return thread;
    }
  }
}
