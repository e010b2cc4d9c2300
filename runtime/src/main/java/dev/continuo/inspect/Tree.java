// SPDX-License-Identifier: Apache-2.0
package dev.continuo.inspect;

import dev.continuo.inspect.TaskInfo.Edge;
import dev.continuo.inspect.TaskInfo.State;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Draws a call graph. A task that several wait for is drawn below the first; below the others, and
 * where a circle closes, only its name. Chains longer than a screen is wide go on at the left edge.
 */
final class Tree {

  /** How far lines are indented, at most. */
  private static final int DEEPEST = 100;

  private final CallGraph graph;
  private final Map<Long, TaskInfo> tasks = new HashMap<>();
  private final Set<Long> drawn = new HashSet<>();

  /** What is too deep to be drawn where it belongs. */
  private final Deque<TaskInfo> continued = new ArrayDeque<>();

  private final StringBuilder out = new StringBuilder();

  Tree(CallGraph graph) {
    this.graph = graph;
    graph.tasks().forEach(task -> tasks.put(task.id(), task));
  }

  /** Something to draw: a task, below what stands at the beginning of its line. */
  private record Item(TaskInfo task, String through, String indent, boolean last) {}

  String draw() {
    out.append(heading(graph));
    for (List<TaskInfo> cycle : graph.cycles()) {
      String names = cycle.stream().map(t -> quoted(t) + " awaits ").collect(Collectors.joining());
      out.append("cycle: ").append(names).append(quoted(cycle.get(0))).append('\n');
    }
    List<TaskInfo> roots =
        graph.tasks().stream().filter(task -> task.awaitedBy().isEmpty()).toList();
    roots.forEach(this::drawAll);
    // What is left waits for each other, and nobody else for it.
    for (TaskInfo task : graph.tasks()) {
      drawAll(task);
    }
    return out.toString().stripTrailing();
  }

  /** Which loop it is. */
  static String heading(CallGraph graph) {
    StringBuilder text = new StringBuilder(graph.loop());
    if (graph.thread() != null) {
      text.append(" on thread '").append(graph.thread()).append('\'');
    }
    int n = graph.tasks().size();
    text.append(": ").append(n).append(n == 1 ? " task" : " tasks");
    if (!graph.exact()) {
      text.append("; the loop did not answer, so this may be inexact. Its thread is at");
      graph.loopStack().forEach(element -> text.append("\n    ").append(element));
    }
    return text.append('\n').toString();
  }

  private void drawAll(TaskInfo root) {
    continued.add(root);
    while (!continued.isEmpty()) {
      TaskInfo next = continued.remove();
      if (!drawn.contains(next.id())) {
        drawBelow(next);
      }
    }
  }

  /** Without recursion: chains of tasks may be long. */
  private void drawBelow(TaskInfo root) {
    Deque<Item> items = new ArrayDeque<>();
    items.push(new Item(root, "", "", true));
    while (!items.isEmpty()) {
      Item item = items.pop();
      if (item.indent().length() >= DEEPEST && !drawn.contains(item.task().id())) {
        continued.add(item.task());
        line(item, ", see below");
        continue;
      }
      boolean first = drawn.add(item.task().id());
      line(item, first ? describe(item.task()) : ", see above");
      if (first) {
        List<Edge> below =
            item.task().awaits().stream().filter(e -> tasks.containsKey(e.task())).toList();
        String indent = item.indent() + (item.last() ? "    " : "│   ");
        coroutines(item.task(), indent + (below.isEmpty() ? "      " : "│     "));
        for (int i = below.size() - 1; i >= 0; i--) {
          Edge edge = below.get(i);
          String through = edge.through().isEmpty() ? "" : String.join(", ", edge.through()) + ": ";
          items.push(new Item(tasks.get(edge.task()), through, indent, i == below.size() - 1));
        }
      }
    }
  }

  private void line(Item item, String what) {
    out.append(item.indent()).append(item.last() ? "└── " : "├── ");
    out.append(item.through()).append("(T) ").append(quoted(item.task()));
    out.append(what).append('\n');
  }

  private static String describe(TaskInfo task) {
    Duration since = task.since();
    String ago =
        since == null ? "" : String.format(Locale.ROOT, ", for %.3f s", since.toNanos() / 1e9);
    return task.state() == State.WAITING
        ? " waits for " + task.waitsFor() + ago
        : " is " + task.state().name().toLowerCase(Locale.ROOT) + ago;
  }

  private void coroutines(TaskInfo task, String indent) {
    List<StackTraceElement> stack = task.stack();
    for (int i = stack.size() - 1; i >= 0; i--) {
      out.append(indent).append(stack.get(i)).append('\n');
    }
  }

  private static String quoted(TaskInfo task) {
    return "'" + task.name() + "'";
  }
}
