// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

import java.util.List;
import java.util.stream.Collectors;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import org.jspecify.annotations.Nullable;

/**
 * The events of Flight Recorder. Those of tasks are off unless a recording asks for them by name,
 * as those of virtual threads are: a busy loop makes a million a second.
 */
final class JfrEvents extends LoopEvents {

  private final List<Event> probes =
      List.of(
          new TaskCreated(),
          new TaskStarted(),
          new TaskSuspended(),
          new TaskResumed(),
          new TaskEnded(),
          new SlowCallback(),
          new LoopStatistics());

  @Override
  boolean areEnabled() {
    for (int i = 0; i < probes.size(); i++) {
      if (probes.get(i).isEnabled()) {
        return true;
      }
    }
    return false;
  }

  @Category("Continuo")
  @StackTrace(false)
  @Enabled(false)
  private abstract static class TaskEvent extends Event {
    @Label("Task")
    long task;

    @Label("Name")
    @Nullable String name;

    final void commitFor(Task<?> of) {
      task = Integer.toUnsignedLong(of.number());
      name = of.name();
      commit();
    }
  }

  @Name("dev.continuo.TaskCreated")
  @Label("Task Created")
  @StackTrace(true)
  static final class TaskCreated extends TaskEvent {
    @Label("Coroutine")
    @Nullable String coroutine;
  }

  @Name("dev.continuo.TaskStarted")
  @Label("Task Started")
  static final class TaskStarted extends TaskEvent {}

  @Name("dev.continuo.TaskSuspended")
  @Label("Task Suspended")
  static final class TaskSuspended extends TaskEvent {
    @Label("At")
    @Description("The innermost coroutine and its line")
    @Nullable String at;

    @Label("Waits For")
    @Nullable String waitsFor;
  }

  @Name("dev.continuo.TaskResumed")
  @Label("Task Resumed")
  static final class TaskResumed extends TaskEvent {}

  @Name("dev.continuo.TaskEnded")
  @Label("Task Ended")
  static final class TaskEnded extends TaskEvent {
    @Label("Outcome")
    @Nullable String outcome;
  }

  @Name("dev.continuo.SlowCallback")
  @Label("Slow Callback")
  @Category("Continuo")
  @StackTrace(false)
  static final class SlowCallback extends Event {
    @Label("Callback")
    @Nullable String callback;

    @Label("Took")
    @Timespan(Timespan.NANOSECONDS)
    long took;

    @Label("Seen At")
    @Description("The stack of the loop's thread while it was running")
    @Nullable String seenAt;
  }

  @Name("dev.continuo.LoopStatistics")
  @Label("Loop Statistics")
  @Description("What a loop did since the last of these, about a second ago if it was busy")
  @Category("Continuo")
  @StackTrace(false)
  static final class LoopStatistics extends Event {
    @Label("Callbacks")
    @Description("Steps of tasks, and callbacks")
    long callbacks;

    @Label("Busy")
    @Timespan(Timespan.NANOSECONDS)
    long busy;

    @Label("Longest")
    @Timespan(Timespan.NANOSECONDS)
    long longest;

    @Label("Tasks")
    int tasks;

    @Label("Timers")
    int timers;
  }

  @Override
  void created(Task<?> task) {
    TaskCreated event = new TaskCreated();
    if (event.shouldCommit()) {
      Coroutine<?> coroutine = task.coroutine();
      event.coroutine = coroutine == null ? null : coroutine.name();
      event.commitFor(task);
    }
  }

  @Override
  void resuming(Task<?> task) {
    Coroutine<?> leaf = task.leaf;
    TaskEvent event =
        leaf != null && leaf.state == Coroutine.TAKEN ? new TaskStarted() : new TaskResumed();
    if (event.shouldCommit()) {
      event.commitFor(task);
    }
  }

  @Override
  void paused(Task<?> task) {
    if (task.isDone()) {
      ended(task);
      return;
    }
    TaskSuspended event = new TaskSuspended();
    if (event.shouldCommit()) {
      List<StackTraceElement> place = AwaitChain.from(task.leaf, 1);
      event.at = place.isEmpty() ? null : place.get(0).toString();
      event.waitsFor = task.waiting == null ? "its next turn" : String.valueOf(task.waiting);
      event.commitFor(task);
    }
  }

  private static void ended(Task<?> task) {
    TaskEnded event = new TaskEnded();
    if (event.shouldCommit()) {
      event.outcome =
          task.isCancelled()
              ? "cancelled"
              : task.result instanceof Settled.Failure failure
                  ? String.valueOf(failure.exception)
                  : "result";
      event.commitFor(task);
    }
  }

  @Override
  void slow(Object next, long nanos, List<StackTraceElement> seenAt) {
    SlowCallback event = new SlowCallback();
    if (event.shouldCommit()) {
      event.callback = String.valueOf(next);
      event.took = nanos;
      event.seenAt =
          seenAt.stream().map(StackTraceElement::toString).collect(Collectors.joining("\n"));
      event.commit();
    }
  }

  @Override
  void statistics(BaseEventLoop loop, long callbacks, long busyNanos, long longestNanos) {
    LoopStatistics event = new LoopStatistics();
    if (event.shouldCommit()) {
      event.callbacks = callbacks;
      event.busy = busyNanos;
      event.longest = longestNanos;
      event.tasks = loop.tasks.toSet().size();
      event.timers = loop.timers.size();
      event.commit();
    }
  }
}
