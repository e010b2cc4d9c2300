// SPDX-License-Identifier: Apache-2.0
package dev.continuo.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a million tasks take: memory while they are suspended, processor time of their timers. */
final class Crowds {
  private static final int MILLION = 1_000_000;
  private static final int WARM_UP = 20_000;

  private Crowds() {}

  /** What {@link #main} measures. */
  private enum Measure {
    MEMORY("memory: suspended, bytes a task"),
    MEMORY_SLEEPING("memory: sleeping, bytes a task"),
    TIMERS("timers: 1,000,000 sleeps, CPU milliseconds");

    final String title;

    Measure(String title) {
      this.title = title;
    }
  }

  /** Measures all, each in a JVM of its own. */
  static void measure(Table table) {
    for (Measure measure : Measure.values()) {
      for (Libraries library : Libraries.available()) {
        table.add(measure.title, library, inNewJvm(measure, library));
      }
    }
  }

  private static double inNewJvm(Measure measure, Libraries library) {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(List.of(JvmOptions.get()));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(Crowds.class.getName(), measure.name(), library.name()));
    System.err.println(measure.title + ": " + library.title);
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      String output = new String(process.getInputStream().readAllBytes()).strip();
      return Double.parseDouble(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Prints one number: arguments are a {@link Measure} and a library. */
  public static void main(String[] args) {
    Library library = Libraries.valueOf(args[1]).open();
    double measured =
        switch (Measure.valueOf(args[0])) {
          case MEMORY -> memory(library, false);
          case MEMORY_SLEEPING -> memory(library, true);
          case TIMERS -> timers(library);
        };
    System.out.printf(Locale.ROOT, "%.1f%n", measured);
    // Timers of an hour may be left.
    System.exit(0);
  }

  private static double memory(Library library, boolean sleeping) {
    Object warm = library.hold(WARM_UP, sleeping);
    long before = used();
    Object held = library.hold(MILLION, sleeping);
    long after = used();
    keep(warm, held);
    // The array that keeps them is ours.
    return (double) (after - before) / MILLION;
  }

  private static void keep(Object... held) {
    if (held.length == 0) {
      throw new IllegalStateException();
    }
  }

  private static long used() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static double timers(Library library) {
    Expected.check(Expected.sum(WARM_UP), library.timers(WARM_UP));
    long before = cpuNanos();
    Expected.check(Expected.sum(MILLION), library.timers(MILLION));
    return (cpuNanos() - before) / 1e6;
  }

  private static long cpuNanos() {
    var bean =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return bean.getProcessCpuTime();
  }
}
