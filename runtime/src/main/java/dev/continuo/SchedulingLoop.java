// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** What programs ask of a loop; {@link BaseEventLoop} then runs it. */
abstract class SchedulingLoop extends ThreadsafeLoop {

  final ArrayDeque<Object> ready = new ArrayDeque<>();

  /** Whether a timer was set for now, so that the next pass must look at the clock. */
  boolean timerIsDue;

  final TimerWheel timers = new TimerWheel();
  final TaskList tasks = new TaskList();

  @SuppressWarnings("this-escape")
  final LoopReports reports = new LoopReports(self());

  /** Stages of the JDK that somebody awaits; other threads count them down. */
  final AtomicInteger stagesAwaited = new AtomicInteger();

  /** Jobs given to executors that are not done. */
  int jobs;

  /** Those of them that {@code toThread} made: closing the runner waits for them. */
  private int threads;

  /** Done when no thread of {@code toThread} is left; null if nobody waits. */
  private @Nullable Future<Void> threadsDone;

  private @Nullable LoopSignals signals;

  boolean debug = Boolean.getBoolean("continuo.debug");

  /** Whether steps are watched: in debug mode, and while Flight Recorder records. */
  boolean instrumented = debug || LoopEvents.areWanted();

  @SuppressWarnings("this-escape")
  final Instruments instruments = new Instruments(self());

  private boolean eager;

  SchedulingLoop(boolean runsByItself) {
    super(runsByItself);
  }

  abstract BaseEventLoop self();

  /** Puts a task or a {@link Ready} at the end of the ready queue; on the loop's thread. */
  final void enqueue(Object next) {
    ready.add(next);
    if (runsByItself) {
      enqueuedOutside();
    }
  }

  /** For a loop that is not run by {@link #runForever}: has it run. */
  private void enqueuedOutside() {
    if (owner == null) {
      wakeup();
    }
  }

  @Override
  public Handle callSoon(Runnable r) {
    return callSoon(r, ThreadState.get().snapshot());
  }

  @Override
  public Handle callSoon(Context c, Runnable r) {
    return callSoon(r, Objects.requireNonNull(c, "c"));
  }

  private Handle callSoon(Runnable r, @Nullable Object context) {
    check();
    Callback callback = new Callback(Objects.requireNonNull(r, "r"), context);
    enqueue(callback);
    return callback;
  }

  @Override
  public Handle callLater(Duration d, Runnable r) {
    return timer(deadline(Durations.nanos(Objects.requireNonNull(d, "d"))), r);
  }

  @Override
  public Handle callAt(long nanos, Runnable r) {
    if (nanos <= time()) {
      timerIsDue = true;
    }
    return timer(nanos, r);
  }

  private Handle timer(long deadline, Runnable r) {
    check();
    TimerCallback timer =
        new TimerCallback(timers, Objects.requireNonNull(r, "r"), ThreadState.get().snapshot());
    timers.add(timer, deadline);
    if (runsByItself) {
      enqueuedOutside();
    }
    return timer;
  }

  /** The time after {@code nanos}, without overflow; makes the next pass look if that is now. */
  final long deadline(long nanos) {
    if (nanos <= 0) {
      timerIsDue = true;
    }
    long now = time();
    timers.now(now);
    long deadline = now + nanos;
    return nanos > 0 && deadline < now ? Long.MAX_VALUE - 1 : deadline;
  }

  // ---- futures and tasks

  @Override
  public <T extends @Nullable Object> Future<T> createFuture() {
    return new Future<>(self());
  }

  @Override
  public <T extends @Nullable Object> Task<T> createTask(Coroutine<T> c) {
    return createTask(c, null, ThreadState.get().snapshot());
  }

  final <T extends @Nullable Object> Task<T> createTask(
      Coroutine<T> c, @Nullable String name, @Nullable Object context) {
    Task<T> task = newTask(c, name, context);
    if (eager && owner == Thread.currentThread()) {
      task.startEagerly();
    } else {
      enqueue(task);
    }
    return task;
  }

  final <T extends @Nullable Object> Task<T> newTask(
      Coroutine<T> c, @Nullable String name, @Nullable Object context) {
    check();
    Task<T> task = new Task<>(self(), Objects.requireNonNull(c, "c").taken(), context);
    if (name != null) {
      task.setName(name);
    }
    if (instrumented) {
      instruments.created(task);
    }
    tasks.add(task);
    return task;
  }

  @Override
  public void setEagerTasks(boolean on) {
    eager = on;
  }

  @Override
  public <T extends @Nullable Object> Future<T> runInExecutor(Executor e, Callable<T> c) {
    Objects.requireNonNull(e, "e");
    return runInExecutor(e, Objects.requireNonNull(c, "c"), false);
  }

  /** As {@link #runInExecutor(Executor, Callable)}; for {@code toThread} if {@code isThread}. */
  final <T extends @Nullable Object> Future<T> runInExecutor(
      Executor e, Callable<T> c, boolean isThread) {
    check();
    Job<T> job = new Job<>(self(), c, isThread);
    jobs++;
    threads += isThread ? 1 : 0;
    try {
      e.execute(job);
    } catch (Throwable t) {
      jobDone(isThread);
      throw t;
    }
    return job.future;
  }

  /** A job has ended; on the loop's thread. */
  final void jobDone(boolean isThread) {
    jobs--;
    if (isThread && --threads == 0 && threadsDone != null && !threadsDone.isDone()) {
      threadsDone.finish(Settled.NULL);
    }
  }

  /** How many threads of {@code toThread} are at work. */
  final int threads() {
    return threads;
  }

  /** Done when {@link #threads} is 0. */
  final Future<Void> threadsDone() {
    Future<Void> done = new Future<>(self());
    threadsDone = done;
    if (threads == 0) {
      done.finish(Settled.NULL);
    }
    return done;
  }

  // ---- signals

  @Override
  public void addSignalHandler(String signal, Runnable r) {
    check();
    if (signals == null) {
      signals = new LoopSignals(this);
    }
    signals.add(signal, r);
  }

  @Override
  public boolean removeSignalHandler(String signal) {
    Objects.requireNonNull(signal, "signal");
    checkThread();
    return signals != null && signals.remove(signal);
  }

  final void removeSignalHandlers() {
    if (signals != null) {
      signals.removeAll();
    }
  }

  // ---- reports

  @Override
  public void setExceptionHandler(@Nullable BiConsumer<EventLoop, ErrorContext> h) {
    reports.handler = h;
  }

  @Override
  public void setDebug(boolean on) {
    debug = on;
    watchSteps(on || LoopEvents.areWanted());
    if (on) {
      // It stays on: another loop may be in debug mode too.
      NeverAwaited.enable();
    }
  }

  @Override
  public void setSlowCallbackDuration(Duration d) {
    instruments.slowNanos = Durations.nanos(Objects.requireNonNull(d, "d"));
  }

  /** Has the steps of tasks be watched, or no longer; on the loop's thread. */
  final void watchSteps(boolean on) {
    instrumented = on;
    if (on) {
      Watchdog.start();
    }
  }

  final void check() {
    checkOpen();
    checkThread();
  }

  /** Whether the loop, which is not running, may be used on this thread; for debug mode. */
  boolean mayRunHere() {
    return true;
  }

  /** In debug mode, fails on a thread other than the one that runs the loop. */
  final void checkThread() {
    if (debug && isForeignThread() && (owner != null || !mayRunHere())) {
      Thread t = owner;
      throw new IllegalStateException(
          "called on thread '"
              + Thread.currentThread().getName()
              + "', but the event loop runs on "
              + (t == null ? "another" : "'" + t.getName() + "'")
              + "; use EventLoop.execute");
    }
  }
}
