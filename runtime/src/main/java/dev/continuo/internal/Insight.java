// SPDX-License-Identifier: Apache-2.0
package dev.continuo.internal;

import dev.continuo.EventLoop;
import dev.continuo.Future;
import dev.continuo.Task;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What {@code dev.continuo.inspect} sees of the non-public parts of loops and tasks. There is one
 * implementation. Call it on the loop's thread, but for {@link #loops}, {@link #thread} and {@link
 * #onSignal}; elsewhere what it tells may be out of date, or contradict itself.
 */
public abstract class Insight {

  private static @Nullable Insight installed;

  /** For the one implementation, in {@code dev.continuo}. */
  protected Insight() {}

  /** Called once, when {@link Task} is initialised. */
  protected static void install(Insight insight) {
    installed = insight;
  }

  /** The implementation. */
  public static Insight get() {
    try {
      MethodHandles.lookup().ensureInitialized(Task.class);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
    return Objects.requireNonNull(installed);
  }

  /** The loops that were run and are not closed, oldest first. */
  public abstract List<EventLoop> loops();

  /** The thread that runs the loop now; null if none does. */
  public abstract @Nullable Thread thread(EventLoop loop);

  /** Whether something given to {@link EventLoop#execute} will be run, unless the loop is stuck. */
  public abstract boolean answersToExecute(EventLoop loop);

  /** The tasks that are not done, in creation order. */
  public abstract List<Task<?>> tasks(EventLoop loop);

  /** The number in a task's default name. */
  public abstract int number(Task<?> task);

  /** The future that a suspended task waits for; null if it is ready. */
  public abstract @Nullable Future<?> awaited(Task<?> task);

  /** Whether some of it has run. */
  public abstract boolean hasBegun(Task<?> task);

  /** Whether the task's step is running. */
  public abstract boolean isRunning(Task<?> task);

  /** Which kind of future, as {@code "gather of 3"}. */
  public abstract String kind(Future<?> future);

  /** What a future waits for in its turn, as a gather does. */
  public abstract List<? extends Future<?>> parts(Future<?> future);

  /** The tasks that run the groups which the task belongs to. */
  public abstract List<Task<?>> groupOwners(Task<?> task);

  /** Of a running task: what of the stack of its thread is the program's, and who awaits that. */
  public abstract List<StackTraceElement> runningStack(Task<?> task, StackTraceElement[] real);

  /** The program's part of the stack of a loop's thread. */
  public abstract List<StackTraceElement> threadStack(StackTraceElement[] real);

  /** Nanoseconds since its last step, or its creation; -1 if not known. */
  public abstract long nanosSinceLastStep(Task<?> task);

  /** How many steps it has made; -1 if not known. */
  public abstract int steps(Task<?> task);

  /**
   * Has {@code action} called, on a thread of the JVM's, at each such signal; from any thread.
   *
   * @throws IllegalArgumentException if there is no such signal
   * @throws IllegalStateException if it cannot be caught
   */
  public abstract void onSignal(String name, Runnable action);

  /** How long its slowest step took; -1 if not known. */
  public abstract long slowestStepNanos(Task<?> task);
}
