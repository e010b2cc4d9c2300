// SPDX-License-Identifier: Apache-2.0
package dev.continuo.inspect;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds the circles of a graph by walking along each wait once. */
final class Cycles {

  private final Map<Long, TaskInfo> tasks = new HashMap<>();
  private final List<TaskInfo> path = new ArrayList<>();

  /** Where on the path each of its tasks is. */
  private final Map<Long, Integer> places = new HashMap<>();

  private final Set<Long> done = new HashSet<>();
  private final List<List<TaskInfo>> found = new ArrayList<>();

  private Cycles() {}

  static List<List<TaskInfo>> of(CallGraph graph) {
    Cycles cycles = new Cycles();
    graph.tasks().forEach(task -> cycles.tasks.put(task.id(), task));
    graph.tasks().forEach(cycles::walkFrom);
    return List.copyOf(cycles.found);
  }

  /** Without recursion: chains of tasks may be long. */
  private void walkFrom(TaskInfo start) {
    List<Integer> nextEdge = new ArrayList<>();
    push(start, nextEdge);
    while (!path.isEmpty()) {
      int top = path.size() - 1;
      TaskInfo task = path.get(top);
      int edge = nextEdge.get(top);
      if (edge == task.awaits().size()) {
        done.add(task.id());
        path.remove(top);
        places.remove(task.id());
        nextEdge.remove(top);
        continue;
      }
      nextEdge.set(top, edge + 1);
      TaskInfo awaited = tasks.get(task.awaits().get(edge).task());
      Integer begin = awaited == null ? null : places.get(awaited.id());
      if (begin != null) {
        found.add(List.copyOf(path.subList(begin, path.size())));
      } else if (awaited != null) {
        push(awaited, nextEdge);
      }
    }
  }

  private void push(TaskInfo task, List<Integer> nextEdge) {
    if (!done.contains(task.id())) {
      places.put(task.id(), path.size());
      path.add(task);
      nextEdge.add(0);
    }
  }
}
