// SPDX-License-Identifier: Apache-2.0
package dev.continuo.inspect;

import dev.continuo.EventLoop;
import dev.continuo.Task;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Who awaits whom on one event loop, at one moment. {@link #toString} draws the tree: below each
 * task its coroutines with their lines, outermost first, and below these the tasks it waits for.
 *
 * @param loop the loop in words
 * @param thread the thread that ran it; null if none did
 * @param exact false if the loop did not answer, so that its tasks were looked at from outside
 *     while they may have changed
 * @param tasks the tasks that were not done, in creation order
 * @param loopStack of a loop that did not answer: what its thread was doing, innermost first
 */
public record CallGraph(
    String loop,
    @Nullable String thread,
    boolean exact,
    List<TaskInfo> tasks,
    List<StackTraceElement> loopStack) {

  /** Copies the lists. */
  public CallGraph {
    Objects.requireNonNull(loop, "loop");
    tasks = List.copyOf(tasks);
    loopStack = List.copyOf(loopStack);
  }

  /**
   * The tasks of the loop that is running on this thread.
   *
   * @throws IllegalStateException if there is none
   */
  public static CallGraph capture() {
    return Capture.of(EventLoop.running());
  }

  /**
   * The tasks of {@code loop}; from any thread. On another than the loop's it asks the loop and
   * waits for a second; if the loop is stuck, it looks from outside.
   */
  public static CallGraph capture(EventLoop loop) {
    return Capture.of(Objects.requireNonNull(loop, "loop"));
  }

  /** Only the task, those that wait for it, and those it waits for; from any thread. */
  public static CallGraph capture(Task<?> task) {
    EventLoop loop = Objects.requireNonNull(task, "task").loop();
    if (loop == null) {
      return new CallGraph("no loop", null, true, List.of(), List.of());
    }
    return capture(loop).around(Capture.id(task));
  }

  /** The tasks of each loop of this JVM that has run and is not closed; from any thread. */
  public static List<CallGraph> captureAll() {
    return Capture.all();
  }

  /** All of {@link #captureAll} as text: the trees, or tables; {@code ps} and beans show it. */
  public static String report(boolean asTree) {
    List<CallGraph> graphs = captureAll();
    return graphs.isEmpty()
        ? "no event loop"
        : graphs.stream()
            .map(graph -> asTree ? graph.toString() : graph.toTable())
            .collect(Collectors.joining("\n\n"));
  }

  /** The task of that id, if it is here. */
  public Optional<TaskInfo> task(long id) {
    return tasks.stream().filter(task -> task.id() == id).findFirst();
  }

  /** The tasks that wait for each other in a circle, for ever: each circle once, in its order. */
  public List<List<TaskInfo>> cycles() {
    return Cycles.of(this);
  }

  private CallGraph around(long id) {
    Map<Long, TaskInfo> byId = new HashMap<>();
    tasks.forEach(task -> byId.put(task.id(), task));
    Set<Long> kept = new HashSet<>();
    reach(id, byId, TaskInfo::awaits, kept);
    reach(id, byId, TaskInfo::awaitedBy, kept);
    List<TaskInfo> part = tasks.stream().filter(task -> kept.contains(task.id())).toList();
    return new CallGraph(loop, thread, exact, part, loopStack);
  }

  private static void reach(
      long start,
      Map<Long, TaskInfo> byId,
      Function<TaskInfo, List<TaskInfo.Edge>> edges,
      Set<Long> reached) {
    Set<Long> seen = new HashSet<>();
    Deque<Long> next = new ArrayDeque<>(List.of(start));
    while (!next.isEmpty()) {
      long id = next.pop();
      TaskInfo task = seen.add(id) ? byId.get(id) : null;
      if (task != null) {
        edges.apply(task).forEach(edge -> next.push(edge.task()));
      }
    }
    reached.addAll(seen);
  }

  /** The tree. */
  @Override
  public String toString() {
    return new Tree(this).draw();
  }

  /** One line for each task: {@code ps} prints it. */
  public String toTable() {
    return Tree.heading(this) + Table.of(tasks);
  }
}
