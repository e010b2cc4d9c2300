// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

import java.nio.channels.SelectableChannel;
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
   * A loop that runs in jobs on an executor of one thread, as of a user interface: never two at the
   * same time, and none longer than some passes. It cannot be run by {@link #runForever}, and so by
   * no {@link Runner}: give it tasks by {@link #createTask} on that thread, or from any by {@link
   * Asyncio#runCoroutineThreadsafe}. When the executor takes no more jobs, calls that need one
   * throw {@link IllegalStateException}, and what can no longer happen, as a timer, is logged.
   *
   * <p>Over an executor of several threads it runs on any of them, one job at a time; then use it
   * only from its own tasks and by {@link #execute}.
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

  /**
   * Has {@code r} called whenever {@code ch} is ready for some of {@code ops}, in a copy of the
   * present context, until the handle is cancelled or the channel closed. There may be several
   * registrations for a channel, for the same ops too.
   *
   * @param ch not in blocking mode
   * @param ops of {@link java.nio.channels.SelectionKey}, at least one
   * @throws IllegalArgumentException if the channel is closed, is blocking or cannot have such ops
   */
  Handle register(SelectableChannel ch, int ops, Runnable r);

  /** What is told of exceptions that nobody handles; null restores the default, which logs them. */
  void setExceptionHandler(@Nullable BiConsumer<EventLoop, ErrorContext> h);

  /** Turns checks on that cost time; see {@link Runner.Builder#debug}. */
  void setDebug(boolean on);

  /** In debug mode, callbacks and steps that take as long are logged; 100 ms by default. */
  void setSlowCallbackDuration(Duration d);

  /**
   * Has {@code r} called on the loop, in a copy of the present context, whenever the process gets
   * the signal; until {@link #removeSignalHandler} or {@link #close}. Replaces the handler that
   * this loop had. Of several loops the last to ask gets the signal.
   *
   * @param signal such as INT or SIGINT
   * @throws IllegalArgumentException if there is no such signal
   * @throws IllegalStateException if it cannot be caught, as KILL and those that the JVM uses
   * @throws UnsupportedOperationException if the JVM lacks the module jdk.unsupported
   */
  void addSignalHandler(String signal, Runnable r);

  /**
   * Whether there was a handler, which is no longer called. What was there before gets the signal
   * again, in the end the JVM.
   */
  boolean removeSignalHandler(String signal);

  /**
   * Runs until {@link #stop}, on this thread; also until the thread is interrupted, which it then
   * still is.
   */
  void runForever();

  /**
   * Runs until {@code a} is done: its result, or throws what failed it, as is. An interruption of
   * this thread cancels {@code a}; if it then does not end with a result, the thread is still
   * interrupted afterwards.
   */
  <T extends @Nullable Object> T runUntilComplete(Awaitable<T> a);

  /** Ends {@link #runForever} after the present pass; from any thread. */
  void stop();

  /**
   * Drops what is scheduled, and removes the signal handlers; twice does nothing.
   *
   * @throws IllegalStateException if the loop is running
   */
  void close();

  /** Whether some thread is in {@link #runForever}. */
  boolean isRunning();

  /** Whether it was closed. */
  boolean isClosed();
}
