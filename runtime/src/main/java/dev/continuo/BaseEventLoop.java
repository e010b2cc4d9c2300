// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An event loop without a source of time and of outside events; {@link EventLoop#create} adds a
 * selector, {@code dev.continuo.testing.TestLoop} virtual time.
 *
 * <pre>
 *   other threads --execute--> incoming --+
 *   timers --------when due---------------+--> ready --> one pass: tasks step, callbacks run
 *   channels ------poll-------------------+
 * </pre>
 *
 * A pass looks at the clock and the channels when nothing is ready, and otherwise every {@value
 * #LOOK_EVERY} callbacks, for both cost more than a callback.
 */
public abstract class BaseEventLoop extends ChannelLoop {

  private static final int LOOK_EVERY = 512;

  private volatile boolean stopping;
  private int ranSinceLook;

  /** What is run until it is done; an interruption of the thread cancels it. */
  private @Nullable Future<?> main;

  /** Whether this loop is what an interruption of the thread is meant for. */
  private boolean interruptible;

  private boolean interrupted;

  /** While a step suspends: the outermost frame that was suspended so far. */
  @Nullable Coroutine<?> tail;

  /**
   * Whether the frame that was resumed suspends itself, with nothing within it: that is known
   * without {@code tail}, whose store would cost a barrier of the collector.
   */
  boolean leafStays;

  /** What the frame about to be resumed is given. */
  @Nullable Object value;

  private LiveLoops.@Nullable Entry live;

  /** What was thrown last, to know it again as it passes frame after frame. */
  Settled.@Nullable Raised raised;

  /** What a generator has emitted, until its driver takes it. */
  @Nullable Object emitted;

  /** A loop that is not running. */
  protected BaseEventLoop() {
    this(false);
  }

  BaseEventLoop(boolean runsByItself) {
    super(runsByItself);
  }

  @Override
  final BaseEventLoop self() {
    return this;
  }

  static BaseEventLoop current() {
    BaseEventLoop loop = ThreadState.get().loop;
    if (loop == null) {
      throw new IllegalStateException("no running event loop");
    }
    return loop;
  }

  // ---- for the subclass

  /**
   * Waits for outside events and enqueues what they call, on the loop's thread.
   *
   * @param timeoutNanos how long to wait at most: 0 not at all, negative without limit
   */
  protected abstract void poll(long timeoutNanos);

  /** Ends a {@link #poll} that is waiting, from any thread. */
  @Override
  protected abstract void wakeup();

  /** How many jobs given to executors are not done; while there are some, waiting makes sense. */
  protected final int outstandingJobs() {
    return jobs;
  }

  /** Whether the loop deals with an interruption of its thread when {@link #poll} returns. */
  protected final boolean isInterruptible() {
    return interruptible;
  }

  /** How many completion stages of other threads are awaited. */
  protected final int outstandingStages() {
    return stagesAwaited.get();
  }

  /** The earliest deadline of a timer; {@code Long.MAX_VALUE} if there is none. */
  protected final long nextDeadline() {
    return timers.isEmpty() ? Long.MAX_VALUE : timers.first();
  }

  /** Whether nothing is ready now; a timer may be due. */
  protected final boolean isIdle() {
    return ready.isEmpty() && !hasIncoming;
  }

  /** The tasks of this loop that are not done, in creation order. */
  protected final Set<Task<?>> tasks() {
    return tasks.toSet();
  }

  /** What a task waits for, in words. */
  protected final String waitingFor(Task<?> task) {
    return task.waiting == null ? "nothing" : task.waiting.toString();
  }

  // ---- running

  /** Makes this the running loop of the thread. */
  protected final void enter() {
    checkOpen();
    own();
    thread.loop = this;
    if (!runsByItself) {
      showToTools();
    }
    boolean watched = debug || LoopEvents.areWanted();
    if (watched || instrumented) {
      watchSteps(watched);
    }
  }

  /** Has tools find this loop, until it is closed or garbage. */
  final void showToTools() {
    if (live == null) {
      live = LiveLoops.add(this);
    }
  }

  /** Undoes {@link #enter}. */
  protected final void leave() {
    ThreadState here = thread;
    here.loop = null;
    here.task = null;
    here.context = null;
    // The last thing: then another thread may enter.
    owner = null;
  }

  /** One pass: outside events, then due timers, then everything ready at this moment. */
  protected void runPass() {
    if (hasIncoming) {
      takeIncoming();
    }
    boolean idle = ready.isEmpty();
    if (idle || timerIsDue || ranSinceLook >= LOOK_EVERY) {
      look(idle);
    }
    int n = ready.size();
    ranSinceLook += n;
    for (; n > 0; n--) {
      Object next = ready.poll();
      if (next instanceof Task<?> task && !instrumented) {
        task.step();
      } else {
        runOther(Objects.requireNonNull(next));
      }
    }
  }

  final void runOther(Object next) {
    if (instrumented) {
      instruments.run(next);
    } else {
      runOne(next);
    }
  }

  final void runOne(Object next) {
    if (next instanceof Task<?> task) {
      task.step();
      return;
    }
    Ready callback = (Ready) next;
    thread.task = null;
    thread.context = callback.context();
    try {
      callback.run();
    } catch (Throwable t) {
      reports.call(ErrorContext.of("Exception in " + callback, t));
    }
  }

  final void look(boolean idle) {
    ranSinceLook = 0;
    timerIsDue = false;
    thread.task = null;
    raised = null;
    if (!debug && LoopEvents.areWanted() != instrumented) {
      watchSteps(!instrumented);
    }
    if (idle) {
      reports.collect();
      waitForWork();
    } else {
      poll(0);
    }
    if (interruptible && Thread.interrupted()) {
      interrupted();
    }
    takeIncoming();
    if (!timers.isEmpty()) {
      long now = time();
      for (TimerNode due = timers.pollDue(now); due != null; due = timers.pollDue(now)) {
        ready.add(due);
      }
    }
  }

  private void waitForWork() {
    // Others first tell us something and then look whether we sleep; we do it the other way round.
    sleeping = true;
    long timeout = -1;
    if (stopping || hasIncoming) {
      timeout = 0;
    } else if (!timers.isEmpty()) {
      timeout = Math.max(0, timers.first() - time());
    }
    try {
      poll(timeout);
    } finally {
      sleeping = false;
    }
  }

  /** The thread is asked to end; its flag is cleared, for with it no poll would wait. */
  private void interrupted() {
    interrupted = true;
    Future<?> future = main;
    if (future != null) {
      future.cancel();
    } else {
      stopping = true;
    }
  }

  final void takeIncoming() {
    hasIncoming = false;
    for (Ready next = incoming.poll(); next != null; next = incoming.poll()) {
      ready.add(next);
    }
  }

  @Override
  public void runForever() {
    run(null);
  }

  /** Runs until {@link #stop}; an interruption cancels {@code future}, or stops if that is null. */
  private void run(@Nullable Future<?> future) {
    checkRunnable();
    enter();
    main = future;
    interruptible = true;
    try {
      do {
        runPass();
      } while (!stopping);
    } finally {
      main = null;
      interruptible = false;
      stopping = false;
      flushChannels();
      leave();
      // Whoever gave a result nevertheless has dealt with the interruption.
      if (interrupted && (future == null || !future.hasValue())) {
        Thread.currentThread().interrupt();
      }
      interrupted = false;
    }
  }

  /** Fails if the loop runs by itself. */
  void checkRunnable() {}

  @Override
  public <T extends @Nullable Object> T runUntilComplete(Awaitable<T> a) {
    Objects.requireNonNull(a, "a");
    checkOpen();
    checkRunnable();
    takeOver();
    return runUntilDone(a instanceof Future<T> future ? future : createTask(a.asCoroutine()));
  }

  final <T extends @Nullable Object> T runUntilDone(Future<T> future) {
    java.util.function.Consumer<Future<T>> stop = done -> stop();
    future.addDoneCallback(stop);
    try {
      run(future);
    } finally {
      future.removeDoneCallback(stop);
    }
    if (!future.isDone()) {
      throw new IllegalStateException("Event loop stopped before Future completed.");
    }
    return future.result();
  }

  @Override
  public void stop() {
    stopping = true;
    if (sleeping) {
      wakeup();
    }
  }

  @Override
  public void close() {
    if (owner != null) {
      throw new IllegalStateException("Cannot close a running event loop");
    }
    if (!closed) {
      closeChannels();
      closed = true;
      if (live != null) {
        LiveLoops.remove(live);
      }
      removeSignalHandlers();
      ready.clear();
      timers.clear();
      abandonCalls();
      if (debug) {
        tasks.toSet().forEach(reports::leftAtClose);
      }
      reports.close();
    }
  }

  @Override
  public boolean isRunning() {
    return owner != null;
  }

  @Override
  public boolean isClosed() {
    return closed;
  }
}
