// SPDX-License-Identifier: Apache-2.0
package dev.continuo.benchmarks;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Fails if ours has become more than twice as slow, beside the code by hand, as was recorded. */
public final class Regression {
  private static final double GROSS = 2;

  private Regression() {}

  /** Argument: the file of recorded ratios, by names of {@link Workloads}. */
  public static void main(String[] args) throws IOException, RunnerException {
    Properties recorded = new Properties();
    try (Reader reader = Files.newBufferedReader(Path.of(args[0]))) {
      recorded.load(reader);
    }
    List<String> failures = new ArrayList<>();
    measure(recorded)
        .forEach(
            (name, ratio) -> {
              double limit = GROSS * Double.parseDouble(recorded.getProperty(name));
              String line =
                  String.format(
                      Locale.ROOT, "%s: %.2f times by hand, at most %.2f", name, ratio, limit);
              System.out.println(line);
              if (ratio > limit) {
                failures.add(line);
              }
            });
    if (!failures.isEmpty()) {
      System.err.println("slower than twice what is recorded in " + args[0] + ": " + failures);
      System.exit(1);
    }
  }

  private static Map<String, Double> measure(Properties names) throws RunnerException {
    Map<String, Map<String, Double>> best = new TreeMap<>();
    for (RunResult run : run(String.join("|", names.stringPropertyNames()))) {
      best.computeIfAbsent(run.getPrimaryResult().getLabel(), name -> new TreeMap<>())
          .put(run.getParams().getParam("library"), fastest(run));
    }
    Map<String, Double> ratios = new TreeMap<>();
    best.forEach(
        (name, times) ->
            ratios.put(
                name, times.get(Libraries.OURS.name()) / times.get(Libraries.BY_HAND.name())));
    return ratios;
  }

  /** On a busy machine the fastest of many short iterations is steadier than their mean. */
  private static double fastest(RunResult run) {
    return run.getBenchmarkResults().stream()
        .flatMap(result -> result.getIterationResults().stream())
        .mapToDouble(iteration -> iteration.getPrimaryResult().getScore())
        .min()
        .orElseThrow();
  }

  private static Iterable<RunResult> run(String names) throws RunnerException {
    return new Runner(
            new OptionsBuilder()
                .include(Workloads.class.getName() + "\\.(" + names + ")$")
                .param("library", Libraries.BY_HAND.name(), Libraries.OURS.name())
                .jvmArgsPrepend("-Xms1g", "-Xmx1g", "-XX:+UseParallelGC")
                .warmupIterations(3)
                .warmupTime(TimeValue.milliseconds(700))
                .measurementIterations(10)
                .measurementTime(TimeValue.milliseconds(200))
                .build())
        .run();
  }
}
