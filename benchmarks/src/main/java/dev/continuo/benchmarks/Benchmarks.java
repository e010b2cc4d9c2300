// SPDX-License-Identifier: Apache-2.0
package dev.continuo.benchmarks;

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
   * Arguments: the folder for the raw results, and what to run: {@code all}, {@code crowds}, or a
   * regular expression for names of {@link Workloads}.
   */
  public static void main(String[] args) throws RunnerException, IOException {
    Path results = Path.of(args[0]);
    String what = args[1];
    Files.createDirectories(results);
    Table table = new Table(Libraries.available());
    if (!what.equals("crowds")) {
      for (RunResult result : measure(what.equals("all") ? "" : what, results)) {
        table.add(result);
      }
    }
    if (what.equals("all") || what.equals("crowds")) {
      Crowds.measure(table);
    }
    String text = table.toMarkdown();
    Files.writeString(results.resolve("table.md"), text);
    System.out.println(text);
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
