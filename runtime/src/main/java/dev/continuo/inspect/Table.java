// SPDX-License-Identifier: Apache-2.0
package dev.continuo.inspect;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Tasks as a table, a line each. */
final class Table {

  private static final List<String> HEADINGS =
      List.of("id", "name", "state", "since", "coroutines", "waits for", "awaited by");

  private Table() {}

  static String of(List<TaskInfo> tasks) {
    Map<Long, String> names = new HashMap<>();
    tasks.forEach(task -> names.put(task.id(), task.name()));
    List<List<String>> rows = new ArrayList<>();
    rows.add(HEADINGS);
    for (TaskInfo task : tasks) {
      rows.add(row(task, names));
    }
    return layOut(rows);
  }

  private static List<String> row(TaskInfo task, Map<Long, String> names) {
    return List.of(
        Long.toString(task.id()),
        task.name(),
        task.state().name().toLowerCase(java.util.Locale.ROOT),
        task.since() == null
            ? "-"
            : String.format(java.util.Locale.ROOT, "%.3f s", task.since().toNanos() / 1e9),
        task.stack().isEmpty()
            ? "-"
            : task.stack().stream().map(Table::shortened).collect(Collectors.joining(" < ")),
        task.waitsFor() == null ? "-" : task.waitsFor(),
        task.awaitedBy().isEmpty()
            ? "-"
            : task.awaitedBy().stream()
                .map(edge -> names.getOrDefault(edge.task(), "?") + " (" + edge.task() + ")")
                .collect(Collectors.joining(", ")));
  }

  /** The class without its package. */
  private static String shortened(StackTraceElement e) {
    String type = e.getClassName().substring(e.getClassName().lastIndexOf('.') + 1);
    return type + "." + e.getMethodName() + (e.getLineNumber() > 0 ? ":" + e.getLineNumber() : "");
  }

  private static String layOut(List<List<String>> rows) {
    int columns = HEADINGS.size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < columns; i++) {
        line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString().stripTrailing();
  }
}
