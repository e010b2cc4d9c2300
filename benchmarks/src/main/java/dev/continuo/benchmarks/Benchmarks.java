// SPDX-License-Identifier: Apache-2.0
package dev.continuo.benchmarks;

import dev.continuo.benchmarks.echo.Echo;
import dev.continuo.benchmarks.growth.Growth;
import dev.continuo.benchmarks.startup.Startup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Measures all libraries in one run and prints the table of ratios, as Markdown. */
public final class Benchmarks {
  private Benchmarks() {}

  /**
   * Arguments: the folder for the raw results, and what to run: {@code all}, {@code crowds}, {@code
   * echo}, {@code startup}, {@code growth}, {@code targets} ({@link CallTargets}), or a regular
   * expression for names of {@link Workloads}.
   */
  public static void main(String[] args) throws RunnerException, IOException {
    Path results = Path.of(args[0]);
    String what = args[1];
    Files.createDirectories(results);
    String text =
        switch (what) {
          case "all" ->
              workloads("", true, results)
                  + ("\n" + Echo.measure())
                  + ("\n" + Startup.measure(results))
                  + ("\n" + Growth.measure(results));
          case "crowds" -> workloads(null, true, results);
          case "echo" -> Echo.measure();
          case "startup" -> Startup.measure(results);
          case "growth" -> Growth.measure(results);
          case "targets" -> targets(results);
          default -> workloads(what, false, results);
        };
    Files.writeString(results.resolve("table.md"), text);
    System.out.println(text);
  }

  private static String workloads(String names, boolean crowds, Path results)
      throws RunnerException {
    Table table = new Table(Libraries.available());
    if (names != null) {
      for (RunResult result : measure(names, results)) {
        table.add(result);
      }
    }
    if (crowds) {
      Crowds.measure(table);
    }
    return table.toMarkdown();
  }

  private static String targets(Path results) throws RunnerException {
    StringBuilder text = new StringBuilder("| method called | ns a level |\n| --- | --- |\n");
    for (RunResult result : new Runner(options(CallTargets.class, ".*", results).build()).run()) {
      Result<?> time = result.getPrimaryResult();
      text.append(String.format(Locale.ROOT, "| %s | %.2f |%n", time.getLabel(), time.getScore()));
    }
    return text.toString();
  }

  private static Iterable<RunResult> measure(String names, Path results) throws RunnerException {
    String[] libraries = Libraries.available().stream().map(Enum::name).toArray(String[]::new);
    return new Runner(
            options(Workloads.class, names.isEmpty() ? ".*" : names, results)
                .param("library", libraries)
                .build())
        .run();
  }

  private static ChainedOptionsBuilder options(Class<?> benchmark, String names, Path results) {
    return new OptionsBuilder()
        .include(benchmark.getName() + "\\.(" + names + ")$")
        .addProfiler(GCProfiler.class)
        .jvmArgsPrepend(JvmOptions.get())
        .resultFormat(ResultFormatType.JSON)
        .result(results.resolve("jmh.json").toString());
  }
}
