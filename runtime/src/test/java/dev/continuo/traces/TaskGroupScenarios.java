// SPDX-License-Identifier: Apache-2.0
package dev.continuo.traces;

import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.currentTask;
import static dev.continuo.Asyncio.sleep;
import static dev.continuo.traces.PythonText.described;
import static dev.continuo.traces.Trace.seconds;
import static dev.continuo.traces.Trace.trace;
import static dev.continuo.traces.Work.failing;
import static dev.continuo.traces.Work.work;
import static java.util.stream.Collectors.joining;

import dev.continuo.CancelledError;
import dev.continuo.Coroutine;
import dev.continuo.ExceptionGroup;
import dev.continuo.Task;
import dev.continuo.TaskGroup;
import dev.continuo.annotation.Async;
import java.util.NoSuchElementException;

/** Task groups: how they end, and what leaves them. */
final class TaskGroupScenarios {

  private TaskGroupScenarios() {}

  /** {@code G} of the scenarios. */
  private static String group(ExceptionGroup e) {
    return e.exceptions().stream()
        .map(x -> x instanceof ExceptionGroup g ? group(g) : described(x))
        .collect(joining(", ", "ExceptionGroup[", "]"));
  }

  private record Pair(Task<String> a, Task<String> b) {}

  @Async
  static Coroutine<Void> tgOk() {
    Pair two =
        await(
            TaskGroup.run(
                g -> {
                  Task<String> a = g.createTask(work("a", 2, "A"));
                  Task<String> b = g.createTask("bee", work("b", 1, "B"));
                  trace("body end");
                  return Coroutine.of(new Pair(a, b));
                }));
    trace(two.a.result(), two.b.result(), two.b.name());
    return Coroutine.done();
  }

  @Async
  static Coroutine<Void> tgFirstFailure() {
    try {
      await(TaskGroup.run(TaskGroupScenarios::stubbornAndFailing));
    } catch (ExceptionGroup e) {
      trace(group(e), currentTask().cancelling());
    }
    await(sleep(seconds(1)));
    trace("parent usable");
    return Coroutine.done();
  }

  @Async
  private static Coroutine<Void> stubbornAndFailing(TaskGroup g) {
    g.createTask(stubborn());
    g.createTask(failing("b", 1, new IllegalArgumentException("b")));
    try {
      await(sleep(seconds(9)));
    } catch (CancelledError e) {
      trace("body cancelled", currentTask().cancelling());
      throw e;
    }
    return Coroutine.done();
  }

  @Async
  private static Coroutine<Void> stubborn() {
    try {
      await(sleep(seconds(9)));
    } catch (CancelledError e) {
      trace("s cleaning");
      await(sleep(seconds(2)));
      trace("s raises");
      throw new NoSuchElementException("late");
    }
    return Coroutine.done();
  }

  @Async
  static Coroutine<Void> tgMisuseAndSpawnInExit() {
    TaskGroup g =
        await(
            TaskGroup.run(
                group -> {
                  group.createTask(spawns(group));
                  return Coroutine.of(group);
                }));
    try {
      g.createTask(work("n", 1));
    } catch (IllegalStateException e) {
      trace("finished");
    }
    try {
      await(TaskGroup.run(TaskGroupScenarios::createsWhileShuttingDown));
    } catch (ExceptionGroup e) {
      trace(group(e));
    }
    return Coroutine.done();
  }

  @Async
  private static Coroutine<Void> spawns(TaskGroup g) {
    await(sleep(seconds(1)));
    g.createTask(work("late", 1));
    trace("spawned during exit");
    return Coroutine.done();
  }

  @Async
  private static Coroutine<Void> createsWhileShuttingDown(TaskGroup g) {
    g.createTask(failing("f", 0, new IllegalArgumentException("f")));
    try {
      await(sleep(seconds(5)));
    } finally {
      try {
        g.createTask(work("n", 1));
      } catch (IllegalStateException e) {
        trace("shutting down");
      }
    }
    return Coroutine.done();
  }
}
