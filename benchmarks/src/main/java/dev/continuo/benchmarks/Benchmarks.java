// SPDX-License-Identifier: Apache-2.0
package dev.continuo.benchmarks;

import dev.continuo.benchmarks.echo.Echo;
import dev.continuo.benchmarks.growth.Growth;
import dev.continuo.benchmarks.startup.Startup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.openjdk.jmh.profile.GCProfiler;
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
   * echo}, or a regular expression for names of {@link Workloads}.
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

  private static Iterable<RunResult> measure(String names, Path results) throws RunnerException {
    List<Libraries> libraries = Libraries.available();
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include(Workloads.class.getName() + "\\." + (names.isEmpty() ? ".*" : names))
            .param("library", libraries.stream().map(Enum::name).toArray(String[]::new))
            .addProfiler(GCProfiler.class)
            .jvmArgsPrepend(JvmOptions.get())
            .resultFormat(ResultFormatType.JSON)
            .result(results.resolve("jmh.json").toString());
    return new Runner(options.build()).run();
  }
}
