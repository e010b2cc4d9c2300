// SPDX-License-Identifier: Apache-2.0
package dev.continuo.inspect;

import dev.continuo.inspect.TaskInfo.Edge;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The web page. All that comes from the program goes through {@link #escaped}. */
final class Page {

  /** A step that takes longer is marked. */
  private static final Duration SLOW = Duration.ofMillis(100);

  private static final String WHOLE =
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <title>Continuo: tasks</title>
      <style nonce="NONCE">
      body { font: 14px/1.4 system-ui, sans-serif; margin: 1em 2em; }
      table { border-collapse: collapse; }
      th, td { text-align: left; vertical-align: top; padding: .2em .8em; border-bottom: 1px solid #ccc; }
      td.stack, pre { font-family: ui-monospace, monospace; font-size: 12px; white-space: pre; }
      .running { color: #06c; } .ready, .created { color: #080; } .slow { color: #c00; font-weight: bold; }
      .note { color: #666; }
      </style>
      </head>
      <body>
      <h1>Tasks</h1>
      <main id="live">
      CONTENT</main>
      <script nonce="NONCE">
      const live = document.getElementById("live");
      async function refresh() {
        try {
          const answer = await fetch("live");
          live.innerHTML = await answer.text();
          live.dataset.seconds = Number(live.dataset.seconds || 0) + 1;
          document.title = "Continuo: tasks";
        } catch (e) {
          document.title = "Continuo: gone";
        }
        setTimeout(refresh, 1000);
      }
      setTimeout(refresh, 1000);
      </script>
      </body>
      </html>
      """;

  private Page() {}

  static String whole(List<CallGraph> graphs, String nonce) {
    return WHOLE.replace("NONCE", nonce).replace("CONTENT", content(graphs));
  }

  /** What is fetched anew each second. */
  static String content(List<CallGraph> graphs) {
    StringBuilder html = new StringBuilder();
    for (CallGraph graph : graphs) {
      html.append("<h2>").append(escaped(Tree.heading(graph).strip())).append("</h2>\n");
      table(graph, html);
      html.append("<pre>").append(escaped(graph.toString())).append("</pre>\n");
    }
    return graphs.isEmpty() ? "<p>No event loop runs.</p>\n" : html.toString();
  }

  private static void table(CallGraph graph, StringBuilder html) {
    Map<Long, String> names = new HashMap<>();
    graph.tasks().forEach(task -> names.put(task.id(), task.name()));
    html.append("<table>\n<tr><th>id<th>name<th>state<th>for<th>coroutines<th>waits for");
    html.append("<th>awaited by<th>steps<th>slowest step</tr>\n");
    for (TaskInfo task : graph.tasks()) {
      String state = task.state().name().toLowerCase(Locale.ROOT);
      html.append("<tr class=\"task\"><td>").append(task.id());
      html.append("<td>").append(escaped(task.name()));
      html.append("<td class=\"").append(state).append("\">").append(state);
      html.append("<td>").append(seconds(task.since()));
      html.append("<td class=\"stack\">").append(stack(task));
      html.append("<td>").append(task.waitsFor() == null ? "" : escaped(task.waitsFor()));
      html.append("<td>").append(awaitedBy(task, names));
      html.append("<td>").append(task.steps() < 0 ? "" : task.steps());
      html.append(isSlow(task) ? "<td class=\"slow\">" : "<td>");
      html.append(seconds(task.slowestStep())).append("</tr>\n");
    }
    html.append("</table>\n");
    if (!graph.tasks().isEmpty() && graph.tasks().stream().allMatch(t -> t.since() == null)) {
      html.append("<p class=\"note\">Times and steps are known in debug mode.</p>\n");
    }
  }

  private static boolean isSlow(TaskInfo task) {
    return task.slowestStep() != null && task.slowestStep().compareTo(SLOW) >= 0;
  }

  private static String stack(TaskInfo task) {
    return task.stack().stream()
        .map(element -> escaped(element.toString()))
        .collect(Collectors.joining("\n"));
  }

  private static String awaitedBy(TaskInfo task, Map<Long, String> names) {
    return task.awaitedBy().stream()
        .map(Edge::task)
        .map(id -> escaped(names.getOrDefault(id, "?")) + " (" + id + ")")
        .collect(Collectors.joining(", "));
  }

  private static String seconds(@Nullable Duration d) {
    return d == null ? "" : String.format(Locale.ROOT, "%.3f s", d.toNanos() / 1e9);
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
