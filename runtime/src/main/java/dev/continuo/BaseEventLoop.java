// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
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
public abstract class BaseEventLoop implements EventLoop {

  private static final int LOOK_EVERY = 512;

  private final ArrayDeque<Object> ready = new ArrayDeque<>();
  private final ConcurrentLinkedQueue<Ready> incoming = new ConcurrentLinkedQueue<>();

  /** Whether {@code incoming} may have something: cheaper to ask than the queue. */
  private volatile boolean hasIncoming;

  private volatile boolean sleeping;
  private volatile boolean stopping;
  private volatile boolean closed;
  private int ranSinceLook;
  private boolean timerIsDue;

  final TimerHeap timers = new TimerHeap();
  final TaskList tasks = new TaskList();
  @SuppressWarnings("this-escape")
  final LoopReports reports = new LoopReports(this);

  /** Stages of the JDK that somebody awaits; other threads count them down. */
  final AtomicInteger stagesAwaited = new AtomicInteger();

  private int jobs;
  private boolean eager;
  private boolean debug = Boolean.getBoolean("continuo.debug");

  /** The thread that runs the loop; null while none does. */
  volatile @Nullable Thread owner;

  /** What is current on the owner; valid while the loop runs. */
  ThreadState thread = ThreadState.get();

  /** While a step suspends: the outermost frame that was suspended so far. */
  @Nullable Coroutine<?> tail;

  /** What the frame about to be resumed is given. */
  @Nullable Object value;

  /** What a generator has emitted, until its driver takes it. */
  @Nullable Object emitted;

  /** Whether the loop runs when there is something to do, without {@link #runForever}. */
  private final boolean runsByItself;

  /** A loop that is not running. */
  protected BaseEventLoop() {
    this(false);
  }

  BaseEventLoop(boolean runsByItself) {
    this.runsByItself = runsByItself;
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
  protected abstract void wakeup();

  /** How many jobs given to executors are not done; while there are some, waiting makes sense. */
  protected final int outstandingJobs() {
    return jobs;
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
    if (owner != null) {
      throw new IllegalStateException("This event loop is already running");
    }
    thread = ThreadState.get();
    if (thread.loop != null) {
      throw new IllegalStateException("Cannot run the event loop while another loop is running");
    }
    thread.loop = this;
    owner = Thread.currentThread();
  }

  /** Undoes {@link #enter}. */
  protected final void leave() {
    owner = null;
    thread.loop = null;
    thread.task = null;
    thread.context = null;
  }

  /** One pass: outside events, then due timers, then everything ready at this moment. */
  protected final void runPass() {
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
      if (next instanceof Task<?> task && !debug) {
        task.step();
      } else {
        runOther(Objects.requireNonNull(next));
      }
    }
  }

  private void runOther(Object next) {
    if (debug) {
      reports.timed(next);
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

  private void look(boolean idle) {
    ranSinceLook = 0;
    timerIsDue = false;
    thread.task = null;
    if (idle) {
      reports.collect();
      waitForWork();
    } else {
      poll(0);
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
    long timeout = -1;
    if (stopping) {
      timeout = 0;
    } else if (!timers.isEmpty()) {
      timeout = Math.max(0, timers.first() - time());
    }
    // Other threads first offer and then look whether we sleep; we do it the other way round.
    sleeping = true;
    try {
      poll(hasIncoming ? 0 : timeout);
    } finally {
      sleeping = false;
    }
  }

  private void takeIncoming() {
    hasIncoming = false;
    for (Ready next = incoming.poll(); next != null; next = incoming.poll()) {
      ready.add(next);
    }
  }

  @Override
  public void runForever() {
    enter();
    try {
      do {
        runPass();
      } while (!stopping);
    } finally {
      stopping = false;
      leave();
    }
  }

  @Override
  public <T extends @Nullable Object> T runUntilComplete(Awaitable<T> a) {
    Objects.requireNonNull(a, "a");
    checkOpen();
    return runUntilDone(a instanceof Future<T> future ? future : createTask(a.asCoroutine()));
  }

  final <T extends @Nullable Object> T runUntilDone(Future<T> future) {
    java.util.function.Consumer<Future<T>> stop = done -> stop();
    future.addDoneCallback(stop);
    try {
      runForever();
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
      closed = true;
      ready.clear();
      timers.clear();
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

  // ---- scheduling

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

  /** Whether things must be routed through {@link #execute}. */
  final boolean isForeignThread() {
    Thread t = owner;
    return t != Thread.currentThread() && (t != null || runsByItself);
  }

  @Override
  public void execute(Runnable r) {
    checkOpen();
    offer(new Callback(Objects.requireNonNull(r, "r"), ThreadState.get().snapshot()));
  }

  /** As {@link #execute}, for what no longer matters when the loop is closed. */
  final void executeQuietly(Runnable r) {
    if (!closed) {
      offer(new Callback(r, null));
    }
  }

  private void offer(Ready next) {
    incoming.offer(next);
    hasIncoming = true;
    if (sleeping || owner == null) {
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
    long deadline = now + nanos;
    return nanos > 0 && deadline < now ? Long.MAX_VALUE - 1 : deadline;
  }

  // ---- futures and tasks

  @Override
  public <T extends @Nullable Object> Future<T> createFuture() {
    return new Future<>(this);
  }

  @Override
  public <T extends @Nullable Object> Task<T> createTask(Coroutine<T> c) {
    return createTask(c, null, ThreadState.get().snapshot());
  }

  final <T extends @Nullable Object> Task<T> createTask(
      Coroutine<T> c, @Nullable String name, @Nullable Object context) {
    Task<T> task = newTask(c, context);
    if (name != null) {
      task.setName(name);
    }
    if (eager && owner == Thread.currentThread()) {
      task.startEagerly();
    } else {
      enqueue(task);
    }
    return task;
  }

  final <T extends @Nullable Object> Task<T> newTask(Coroutine<T> c, @Nullable Object context) {
    check();
    Task<T> task = new Task<>(this, Objects.requireNonNull(c, "c").taken(), context);
    if (debug) {
      task.createdHere();
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
    check();
    Job<T> job = new Job<>(this, Objects.requireNonNull(c, "c"));
    jobs++;
    try {
      e.execute(job);
    } catch (Throwable t) {
      jobs--;
      throw t;
    }
    return job.future;
  }

  /** A job has ended; on the loop's thread. */
  final void jobDone() {
    jobs--;
  }

  // ---- reports

  @Override
  public void setExceptionHandler(@Nullable BiConsumer<EventLoop, ErrorContext> h) {
    reports.handler = h;
  }

  @Override
  public void setDebug(boolean on) {
    debug = on;
    if (on) {
      // It stays on: another loop may be in debug mode too.
      NeverAwaited.enabled = true;
    }
  }

  @Override
  public void setSlowCallbackDuration(Duration d) {
    reports.slowNanos = Durations.nanos(Objects.requireNonNull(d, "d"));
  }

  private void check() {
    checkOpen();
    if (debug && isForeignThread()) {
      throw new IllegalStateException(
          "called on thread "
              + Thread.currentThread().getName()
              + ", but the event loop runs on another; use EventLoop.execute");
    }
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("Event loop is closed");
    }
  }
}
