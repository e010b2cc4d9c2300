// SPDX-License-Identifier: Apache-2.0
package dev.continuo.benchmarks;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/** Workloads by libraries: each measured value, and its ratio to that of the code by hand. */
final class Table {

  private record Cell(double value, Double bytes) {}

  private final List<Libraries> libraries;
  private final Map<String, Map<Libraries, Cell>> rows = new LinkedHashMap<>();

  Table(List<Libraries> libraries) {
    this.libraries = libraries;
  }

  void add(RunResult run) {
    Result<?> time = run.getPrimaryResult();
    Result<?> allocated = run.getSecondaryResults().get("gc.alloc.rate.norm");
    if (allocated == null) {
      allocated = run.getSecondaryResults().get("·gc.alloc.rate.norm");
    }
    add(
        time.getLabel() + ", ns",
        Libraries.valueOf(run.getParams().getParam("library")),
        new Cell(time.getScore(), allocated == null ? null : allocated.getScore()));
  }

  void add(String row, Libraries library, double value) {
    add(row, library, new Cell(value, null));
  }

  private void add(String row, Libraries library, Cell cell) {
    rows.computeIfAbsent(row, r -> new EnumMap<>(Libraries.class)).put(library, cell);
  }

  String toMarkdown() {
    StringBuilder text = new StringBuilder("| one unit |");
    libraries.forEach(library -> text.append(' ').append(library.title).append(" |"));
    text.append("\n| --- |").append(" --- |".repeat(libraries.size())).append('\n');
    rows.forEach((name, cells) -> append(text, name, cells));
    return text.toString();
  }

  private void append(StringBuilder text, String name, Map<Libraries, Cell> cells) {
    text.append("| ").append(name).append(" |");
    Cell hand = cells.get(Libraries.BY_HAND);
    for (Libraries library : libraries) {
      Cell cell = cells.get(library);
      text.append(' ').append(cell == null ? "" : describe(library, cell, hand)).append(" |");
    }
    text.append('\n');
  }

  private static String describe(Libraries library, Cell cell, Cell hand) {
    String text = number(cell.value);
    if (cell.bytes != null) {
      text += String.format(Locale.ROOT, ", %.0f B", cell.bytes);
    }
    if (library != Libraries.BY_HAND && hand != null) {
      text += " (x " + number(cell.value / hand.value) + ")";
    }
    return text;
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%,.0f", value);
  }
}
