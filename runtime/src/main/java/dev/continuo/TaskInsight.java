// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

import dev.continuo.internal.Insight;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What tools see of loops and tasks. */
final class TaskInsight extends Insight {

  private TaskInsight() {}

  static void install() {
    install(new TaskInsight());
  }

  @Override
  public List<EventLoop> loops() {
    return List.copyOf(LiveLoops.all());
  }

  @Override
  public @Nullable Thread thread(EventLoop loop) {
    return base(loop).owner;
  }

  @Override
  public boolean answersToExecute(EventLoop loop) {
    BaseEventLoop base = base(loop);
    return !base.closed && (base.owner != null || base.runsByItself);
  }

  @Override
  public List<Task<?>> tasks(EventLoop loop) {
    return List.copyOf(base(loop).tasks.toSet());
  }

  @Override
  public int number(Task<?> task) {
    return task.number();
  }

  @Override
  public @Nullable Future<?> awaited(Task<?> task) {
    Future<?> awaited = task.waiting;
    return awaited == null || awaited.isDone() ? null : awaited;
  }

  @Override
  public boolean hasBegun(Task<?> task) {
    Coroutine<?> leaf = task.leaf;
    return leaf == null || leaf.state != Coroutine.TAKEN;
  }

  @Override
  public boolean isRunning(Task<?> task) {
    BaseEventLoop loop = task.loop;
    return loop != null && loop.owner != null && loop.thread.task == task && !task.isDone();
  }

  @Override
  public String kind(Future<?> future) {
    return future instanceof Shield<?> ? "shield" : future.kind();
  }

  @Override
  public List<? extends Future<?>> parts(Future<?> future) {
    return future.parts();
  }

  @Override
  public List<Task<?>> groupOwners(Task<?> task) {
    List<Task<?>> owners = new ArrayList<>();
    for (Object waiter : Waiters.list(task.waiters)) {
      Task<?> owner =
          waiter instanceof DoneCallback<?> callback ? TaskGroup.ownerBy(callback.consumer) : null;
      if (owner != null) {
        owners.add(owner);
      }
    }
    return owners;
  }

  @Override
  public List<StackTraceElement> runningStack(Task<?> task, StackTraceElement[] real) {
    return Traces.running(task, real);
  }

  @Override
  public List<StackTraceElement> threadStack(StackTraceElement[] real) {
    return Traces.running(real);
  }

  @Override
  public long nanosSinceLastStep(Task<?> task) {
    TaskHistory history = task.history();
    return history == null ? -1 : Math.max(0, task.boundLoop().time() - history.since);
  }

  @Override
  public int steps(Task<?> task) {
    TaskHistory history = task.history();
    return history == null ? -1 : history.steps;
  }

  @Override
  public long slowestStepNanos(Task<?> task) {
    TaskHistory history = task.history();
    return history == null ? -1 : history.slowestNanos;
  }

  @Override
  public void onSignal(String name, Runnable action) {
    Signals.add(Signals.plain(name), action);
  }

  private static BaseEventLoop base(EventLoop loop) {
    if (loop instanceof BaseEventLoop base) {
      return base;
    }
    throw new IllegalArgumentException("not a loop of Continuo: " + loop);
  }
}
