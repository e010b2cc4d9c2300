// SPDX-License-Identifier: Apache-2.0
package dev.continuo.benchmarks.growth;

import dev.continuo.benchmarks.JvmOptions;
import dev.continuo.benchmarks.Libraries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Measures each {@link Curve} for some of the libraries, each library in a JVM of its own, and
 * writes {@code growth.csv} and a plot for each curve.
 */
public final class Growth {

  private static final List<String> LIBRARIES =
      List.of("BY_HAND", "OURS", "COMPLETABLE_FUTURE", "KOTLIN", "VIRTUAL_THREADS");

  /** For libraries that call as deep as their chain. */
  private static final long STACK = 1L << 30;

  private Growth() {}

  /** Measures all curves, writes the files into {@code results}: a table, as Markdown. */
  public static String measure(Path results) throws IOException {
    Map<Curve, Map<String, Map<Integer, Double>>> points = new EnumMap<>(Curve.class);
    StringBuilder csv = new StringBuilder("curve,library,x,y\n");
    for (Libraries library : Libraries.available()) {
      if (LIBRARIES.contains(library.name())) {
        for (String line : inNewJvm(library)) {
          csv.append(line).append('\n');
          String[] cells = line.split(",");
          points
              .computeIfAbsent(Curve.valueOf(cells[0]), c -> new LinkedHashMap<>())
              .computeIfAbsent(cells[1], l -> new LinkedHashMap<>())
              .put(Integer.parseInt(cells[2]), Double.parseDouble(cells[3]));
        }
      }
    }
    Files.writeString(results.resolve("growth.csv"), csv);
    StringBuilder text = new StringBuilder();
    for (var entry : points.entrySet()) {
      Curve curve = entry.getKey();
      String name = "growth-" + curve.name().toLowerCase(Locale.ROOT).replace('_', '-');
      new Plot(curve.title, curve.x, curve.y, entry.getValue())
          .writeTo(results.resolve(name + ".png"));
      text.append(table(curve, entry.getValue())).append('\n');
    }
    return text.toString();
  }

  private static String table(Curve curve, Map<String, Map<Integer, Double>> series) {
    StringBuilder text = new StringBuilder("| " + curve.title + ": " + curve.y + " |");
    curve.sizes.forEach(size -> text.append(String.format(Locale.ROOT, " %,d |", size)));
    text.append("\n| --- |").append(" --- |".repeat(curve.sizes.size()));
    series.forEach(
        (library, values) -> {
          text.append("\n| ").append(library).append(" |");
          for (int size : curve.sizes) {
            Double y = values.get(size);
            text.append(y == null ? " |" : String.format(Locale.ROOT, " %,.1f |", y));
          }
        });
    return text.append('\n').toString();
  }

  private static List<String> inNewJvm(Libraries library) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(List.of(JvmOptions.get()));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(Growth.class.getName(), library.name()));
    System.err.println("growth: " + library);
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    return new String(process.getInputStream().readAllBytes()).lines().toList();
  }

  /** Prints the points of all curves, for one library. */
  public static void main(String[] args) throws InterruptedException {
    Libraries library = Libraries.valueOf(args[0]);
    Thread thread = new Thread(null, () -> printAll(library), "growth", STACK);
    thread.start();
    thread.join();
    // Tasks may be left that wait for ever.
    System.exit(0);
  }

  private static void printAll(Libraries library) {
    for (Curve curve : Curve.values()) {
      for (int size : curve.sizes) {
        try {
          double y = curve.measure(library, size);
          System.out.printf(Locale.ROOT, "%s,%s,%d,%.2f%n", curve, library.title(), size, y);
        } catch (StackOverflowError e) {
          System.err.println(library + " overflows its stack: " + curve + ", " + size);
        }
      }
    }
  }
}
