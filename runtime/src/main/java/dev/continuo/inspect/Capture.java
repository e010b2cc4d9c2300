// SPDX-License-Identifier: Apache-2.0
package dev.continuo.inspect;

import dev.continuo.EventLoop;
import dev.continuo.Future;
import dev.continuo.Task;
import dev.continuo.inspect.TaskInfo.Edge;
import dev.continuo.inspect.TaskInfo.State;
import dev.continuo.internal.Insight;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Makes a {@link CallGraph} of a loop's tasks. */
final class Capture {

  private static final long MILLIS_TO_ANSWER = 1_000;
  private static final Insight INSIGHT = Insight.get();

  private final Map<Task<?>, List<Edge>> awaits = new HashMap<>();
  private final Map<Long, List<Edge>> awaitedBy = new HashMap<>();

  private Capture() {}

  static long id(Task<?> task) {
    return Integer.toUnsignedLong(INSIGHT.number(task));
  }

  static List<CallGraph> all() {
    return INSIGHT.loops().stream().map(Capture::of).toList();
  }

  static CallGraph of(EventLoop loop) {
    return of(loop, MILLIS_TO_ANSWER);
  }

  static CallGraph of(EventLoop loop, long millis) {
    Thread thread = INSIGHT.thread(loop);
    if (thread == Thread.currentThread() || !INSIGHT.answersToExecute(loop)) {
      return new Capture().graph(loop, thread, true);
    }
    CompletableFuture<CallGraph> answer = new CompletableFuture<>();
    try {
      loop.execute(() -> answer(loop, answer));
      return answer.get(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (TimeoutException | ExecutionException e) {
      // It is stuck.
    } catch (IllegalStateException | RejectedExecutionException e) {
      // It was closed meanwhile, or its executor was shut down.
    }
    return new Capture().graph(loop, INSIGHT.thread(loop), false);
  }

  private static void answer(EventLoop loop, CompletableFuture<CallGraph> answer) {
    try {
      answer.complete(new Capture().graph(loop, Thread.currentThread(), true));
    } catch (RuntimeException e) {
      answer.completeExceptionally(e);
    }
  }

  private CallGraph graph(EventLoop loop, @Nullable Thread thread, boolean exact) {
    StackTraceElement[] real = thread == null ? new StackTraceElement[0] : thread.getStackTrace();
    List<Task<?>> tasks = INSIGHT.tasks(loop);
    tasks.forEach(this::connect);
    List<TaskInfo> infos = new ArrayList<>();
    for (Task<?> task : tasks) {
      infos.add(info(task, real));
    }
    String name = loop.getClass().getSimpleName();
    return new CallGraph(
        name,
        thread == null ? null : thread.getName(),
        exact,
        infos,
        exact ? List.of() : INSIGHT.threadStack(real));
  }

  private void connect(Task<?> task) {
    Future<?> awaited = INSIGHT.awaited(task);
    List<Edge> edges = awaited == null ? List.of() : follow(awaited);
    for (Edge edge : edges) {
      linkBack(edge.task(), new Edge(id(task), edge.through()));
    }
    awaits.computeIfAbsent(task, t -> new ArrayList<>()).addAll(0, edges);
    for (Task<?> owner : INSIGHT.groupOwners(task)) {
      linkGroup(owner, task);
    }
  }

  /** A group's owner will wait for its tasks, even if its body now waits for something else. */
  private void linkGroup(Task<?> owner, Task<?> member) {
    List<Edge> known = awaits.computeIfAbsent(owner, t -> new ArrayList<>());
    List<String> through = List.of("TaskGroup");
    Edge down = new Edge(id(member), through);
    boolean byFuture = known.stream().anyMatch(edge -> edge.task() == id(member));
    if (!byFuture) {
      known.add(down);
      linkBack(id(member), new Edge(id(owner), through));
    }
  }

  private void linkBack(long task, Edge edge) {
    List<Edge> known = awaitedBy.computeIfAbsent(task, t -> new ArrayList<>());
    if (known.stream().noneMatch(k -> k.task() == edge.task())) {
      known.add(edge);
    }
  }

  /** On the way to tasks: a future, and the one that waits for it. */
  private record Link(Future<?> future, @Nullable Link above) {

    /** What the task that waits waits through. */
    List<String> through() {
      List<String> kinds = new ArrayList<>();
      for (Link link = above; link != null; link = link.above) {
        kinds.add(INSIGHT.kind(link.future));
      }
      Collections.reverse(kinds);
      return kinds;
    }
  }

  /** Without recursion: futures may hold each other many times over. */
  private static List<Edge> follow(Future<?> awaited) {
    List<Edge> edges = new ArrayList<>();
    Set<Future<?>> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Link> links = new ArrayDeque<>(List.of(new Link(awaited, null)));
    while (!links.isEmpty()) {
      Link link = links.pop();
      Future<?> future = link.future;
      if (future.isDone() || !seen.add(future)) {
        continue;
      }
      if (future instanceof Task<?> task) {
        edges.add(new Edge(id(task), link.through()));
        continue;
      }
      List<? extends Future<?>> parts = INSIGHT.parts(future);
      for (int i = parts.size() - 1; i >= 0; i--) {
        links.push(new Link(parts.get(i), link));
      }
    }
    return edges;
  }

  private TaskInfo info(Task<?> task, StackTraceElement[] real) {
    Future<?> awaited = INSIGHT.awaited(task);
    boolean running = INSIGHT.isRunning(task);
    State state =
        running
            ? State.RUNNING
            : !INSIGHT.hasBegun(task)
                ? State.CREATED
                : awaited == null ? State.READY : State.WAITING;
    long since = INSIGHT.nanosSinceLastStep(task);
    return new TaskInfo(
        id(task),
        task.name(),
        state,
        running ? withoutUs(INSIGHT.runningStack(task, real)) : task.stack(),
        state == State.WAITING ? String.valueOf(awaited) : null,
        since < 0 ? null : Duration.ofNanos(since),
        INSIGHT.steps(task),
        since < 0 ? null : Duration.ofNanos(INSIGHT.slowestStepNanos(task)),
        distinct(awaits.getOrDefault(task, List.of())),
        awaitedBy.getOrDefault(id(task), List.of()));
  }

  private static List<Edge> distinct(List<Edge> edges) {
    Set<Long> seen = new HashSet<>();
    return edges.stream().filter(edge -> seen.add(edge.task())).toList();
  }

  /** Of a task that looks at itself. */
  private static List<StackTraceElement> withoutUs(List<StackTraceElement> stack) {
    return stack.stream()
        .dropWhile(
            e ->
                e.getClassName().equals(Thread.class.getName())
                    || e.getClassName().startsWith(Capture.class.getName())
                    || e.getClassName().equals(CallGraph.class.getName()))
        .toList();
  }
}
