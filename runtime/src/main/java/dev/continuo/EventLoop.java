// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs callbacks and tasks, one at a time, on one thread.
 *
 * <p>Ready callbacks run in the order they came; a pass over them runs only those ready at its
 * start. Only {@link #execute} and {@link #stop} may be called from any thread; in debug mode the
 * other methods throw {@link IllegalStateException} on a wrong one. A loop that is not running is
 * of the thread that made it or ran it last; who runs it next takes it over.
 */
public interface EventLoop extends Executor {

  /** A loop over a selector, for {@code Runner.builder().loop(EventLoop::create)}. */
  static EventLoop create() {
    return new SelectorEventLoop();
  }

  /**
   * The loop that is running on this thread.
   *
   * @throws IllegalStateException if there is none
   */
  static EventLoop running() {
    return BaseEventLoop.current();
  }

  /**
   * A loop that runs in jobs on an executor of one thread, as of a user interface. Over an executor
   * of several it runs on any of them, one job at a time; then use it only from its own tasks and
   * by {@link #execute}.
   */
  static EventLoop on(Executor singleThread) {
    return new ExecutorEventLoop(java.util.Objects.requireNonNull(singleThread, "singleThread"));
  }

  /** Has {@code r} called in the next pass, in a copy of the present context. */
  Handle callSoon(Runnable r);

  /** As {@link #callSoon(Runnable)}, in the given context. */
  Handle callSoon(Context c, Runnable r);

  /** Has {@code r} called after {@code d}; in the next pass if {@code d} is zero or less. */
  Handle callLater(Duration d, Runnable r);

  /** Has {@code r} called when {@link #time} is {@code nanos}. */
  Handle callAt(long nanos, Runnable r);

  /** Nanoseconds since some moment; never goes back. */
  long time();

  /**
   * Has {@code r} called in the next pass, or the first one if the loop is not running; from any
   * thread. What was not called when the loop is closed never is.
   *
   * @throws IllegalStateException if the loop is closed
   */
  @Override
  void execute(Runnable r);

  /** Has tasks begin inside {@code createTask}, up to their first suspension, or not. */
  void setEagerTasks(boolean on);

  /** A pending future of this loop. */
  <T extends @Nullable Object> Future<T> createFuture();

  /** Has {@code c} run as a task. */
  <T extends @Nullable Object> Task<T> createTask(Coroutine<T> c);

  /** Calls {@code c} on {@code e}, in a copy of the present context. */
  <T extends @Nullable Object> Future<T> runInExecutor(Executor e, Callable<T> c);

  /** What is told of exceptions that nobody handles; null restores the default, which logs them. */
  void setExceptionHandler(@Nullable BiConsumer<EventLoop, ErrorContext> h);

  /** Turns checks on that cost time; see {@link Runner.Builder#debug}. */
  void setDebug(boolean on);

  /** In debug mode, callbacks and steps that take as long are logged; 100 ms by default. */
  void setSlowCallbackDuration(Duration d);

  /** Runs until {@link #stop}, on this thread. */
  void runForever();

  /** Runs until {@code a} is done: its result, or throws what failed it, as is. */
  <T extends @Nullable Object> T runUntilComplete(Awaitable<T> a);

  /** Ends {@link #runForever} after the present pass; from any thread. */
  void stop();

  /**
   * Drops what is scheduled; twice does nothing.
   *
   * @throws IllegalStateException if the loop is running
   */
  void close();

  /** Whether some thread is in {@link #runForever}. */
  boolean isRunning();

  /** Whether it was closed. */
  boolean isClosed();
}
