// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

import dev.continuo.annotation.Async;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tasks that end together: {@link #run} ends when its body and all tasks of the group have ended.
 * If one fails, the others and the body are cancelled.
 *
 * <pre>{@code
 * await(TaskGroup.run(group -> {
 *   Task<A> a = group.createTask(loadA());
 *   Task<B> b = group.createTask(loadB());
 *   return Coroutine.of(combine(await(a), await(b)));
 * }));
 * }</pre>
 *
 * <pre>
 *   body --ends--> exiting, while tasks are left --> finished
 *     \__________________/ --a failure, cancel()--> aborting --> finished
 * </pre>
 *
 * Use on the loop's thread.
 */
public final class TaskGroup {

  private final Task<?> parent = Objects.requireNonNull(Asyncio.currentTask());
  private final boolean supervised;
  private final Set<Task<?>> tasks = new LinkedHashSet<>();

  /** What has failed, in the order it did. */
  private final List<Task<?>> failed = new ArrayList<>();

  private boolean exiting;
  private boolean aborting;

  /** Whether this group has cancelled its parent, and has to take that back. */
  private boolean parentCancelled;

  private @Nullable Future<@Nullable Void> allDone;

  private TaskGroup(boolean supervised) {
    this.supervised = supervised;
  }

  /**
   * Runs {@code body}, and waits for the tasks it creates: its value; null if the group was
   * cancelled before it had one.
   *
   * <p>If a task or the body fails, all else is cancelled and the failures are thrown together as
   * an {@link ExceptionGroup}. A task that is cancelled alone is no failure.
   */
  public static <T extends @Nullable Object> Coroutine<T> run(AsyncFunction<TaskGroup, T> body) {
    return run(Objects.requireNonNull(body, "body"), false);
  }

  /**
   * As {@link #run}, but the failure of a task cancels nobody. Failures that nobody has awaited,
   * nor asked for, are thrown together at the end.
   */
  public static <T extends @Nullable Object> Coroutine<T> supervised(
      AsyncFunction<TaskGroup, T> body) {
    return run(Objects.requireNonNull(body, "body"), true);
  }

  @Async
  @SuppressWarnings("continuo:SwallowedCancellation") // thrown again at the end
  private static <T extends @Nullable Object> Coroutine<T> run(
      AsyncFunction<TaskGroup, T> body, boolean supervised) {
    TaskGroup group = new TaskGroup(supervised);
    T result = null;
    Throwable thrown = null;
    try {
      result = Asyncio.await(Asyncio.async(() -> body.apply(group)));
    } catch (Throwable t) {
      thrown = t;
    }
    Throwable leaves = Asyncio.await(group.exit(thrown));
    if (leaves != null) {
      throw Thrown.asIs(leaves);
    }
    return Coroutine.of(result);
  }

  /** Waits for the tasks: what leaves the group, or null. */
  @Async
  @SuppressWarnings("continuo:SwallowedCancellation") // thrown again at the end
  private Coroutine<@Nullable Throwable> exit(@Nullable Throwable thrown) {
    exiting = true;
    Throwable cancellation = thrown instanceof CancelledError ? thrown : null;
    if (thrown != null) {
      abort();
    }
    while (!tasks.isEmpty()) {
      Future<@Nullable Void> done =
          new Joint(BaseEventLoop.current(), "TaskGroup", () -> List.copyOf(tasks));
      allDone = done;
      try {
        Asyncio.await(done);
      } catch (CancelledError e) {
        if (!aborting) {
          // The parent is cancelled from outside.
          cancellation = e;
          abort();
        }
      }
    }
    if (parentCancelled && parent.uncancel() == 0) {
      cancellation = null;
    }
    List<Throwable> errors = errors();
    if (thrown != null && !(thrown instanceof CancelledError)) {
      errors.add(thrown);
    }
    return Coroutine.of(errors.isEmpty() ? cancellation : together(errors));
  }

  private ExceptionGroup together(List<Throwable> errors) {
    if (parent.cancelling() > 0) {
      // The cancellation from outside is not thrown now, so the next await shall.
      parent.uncancel();
      parent.cancel();
    }
    return new ExceptionGroup("unhandled errors in a TaskGroup", errors);
  }

  private List<Throwable> errors() {
    List<Throwable> errors = new ArrayList<>();
    for (Task<?> task : failed) {
      if (task.isUnretrieved() || !supervised) {
        errors.add(Objects.requireNonNull(task.exception()));
      }
    }
    return errors;
  }

  /**
   * Has {@code c} run as a task of this group, beginning in the loop's next pass.
   *
   * @throws IllegalStateException if the group is finished or ending; {@code c} is then closed
   */
  public <T extends @Nullable Object> Task<T> createTask(Coroutine<T> c) {
    checkOpen(Objects.requireNonNull(c, "c"));
    return adopt(Asyncio.createTask(c));
  }

  /** As {@link #createTask(Coroutine)}, with a name. */
  public <T extends @Nullable Object> Task<T> createTask(String name, Coroutine<T> c) {
    Objects.requireNonNull(name, "name");
    checkOpen(Objects.requireNonNull(c, "c"));
    return adopt(Asyncio.createTask(name, c));
  }

  private void checkOpen(Coroutine<?> c) {
    if (aborting || exiting && tasks.isEmpty()) {
      c.close();
      throw new IllegalStateException(
          this + (exiting && tasks.isEmpty() ? " is finished" : " is shutting down"));
    }
  }

  private <T extends @Nullable Object> Task<T> adopt(Task<T> task) {
    tasks.add(task);
    // Also one that is done by now, as an eager one may be: its failure must not come too early.
    task.addDoneCallback(new Member(this));
    if (aborting && !task.isDone()) {
      // It has begun eagerly, and has itself cancelled the group.
      task.cancel();
    }
    return task;
  }

  /** Tells the group that a task of it has ended; by it a call graph knows whose the task is. */
  private record Member(TaskGroup group) implements Consumer<Future<?>> {
    @Override
    public void accept(Future<?> future) {
      group.ended(future);
    }
  }

  /** The task that runs the group which {@code callback}, of one of its tasks, belongs to. */
  static @Nullable Task<?> ownerBy(Consumer<?> callback) {
    return callback instanceof Member member ? member.group.parent : null;
  }

  private void ended(Future<?> future) {
    Task<?> task = (Task<?>) future;
    tasks.remove(task);
    if (allDone != null && tasks.isEmpty() && !allDone.isDone()) {
      allDone.setResult(null);
    }
    if (task.isCancelled()) {
      return;
    }
    if (supervised) {
      if (task.isUnretrieved()) {
        failed.add(task);
      }
    } else if (task.exception() != null) {
      failed.add(task);
      cancelAll();
    }
  }

  /**
   * Cancels the tasks of this group and its body, whose cancellation does not leave it. Does
   * nothing if the group has ended, or is being cancelled.
   */
  public void cancel() {
    if (!(exiting && tasks.isEmpty())) {
      cancelAll();
    }
  }

  private void cancelAll() {
    if (!aborting && !parentCancelled) {
      abort();
      parentCancelled = true;
      parent.cancel();
    }
  }

  private void abort() {
    if (!aborting) {
      aborting = true;
      for (Task<?> task : List.copyOf(tasks)) {
        task.cancel();
      }
    }
  }

  @Override
  public String toString() {
    String state = exiting && tasks.isEmpty() ? " finished" : aborting ? " cancelling" : "";
    return "<TaskGroup tasks=" + tasks.size() + " errors=" + failed.size() + state + ">";
  }
}
