// SPDX-License-Identifier: Apache-2.0
package dev.continuo.benchmarks.growth;

import dev.continuo.benchmarks.Expected;
import dev.continuo.benchmarks.Libraries;
import dev.continuo.benchmarks.Library;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;

/** A cost over a size. */
enum Curve {
  SUSPENSIONS("suspend and resume", "suspensions of one task", "ns", Sizes.COUNTS) {
    @Override
    double measure(Library library, int size) {
      return nanos(size, () -> library.suspendResume(size, 0));
    }
  },
  DEPTH("suspend and resume", "async calls above", "ns", Sizes.DEPTHS) {
    @Override
    double measure(Library library, int size) {
      return nanos(Sizes.RESUMES, () -> library.suspendResume(Sizes.RESUMES, size));
    }
  },
  SPAWN_JOIN("make a task and await it", "tasks", "ns a task", Sizes.COUNTS) {
    @Override
    double measure(Library library, int size) {
      return nanos(size, () -> library.spawnJoin(size));
    }
  },
  MEMORY("tasks that wait", "tasks", "heap bytes a task", Sizes.COUNTS) {
    @Override
    double measure(Library library, int size) {
      Object warm = library.hold(Sizes.WARM_TASKS, false);
      long before = used();
      Object held = library.hold(size, false);
      long after = used();
      if (warm == held) {
        throw new IllegalStateException();
      }
      return (double) (after - before) / size;
    }
  };

  private static final int WARM_UPS = 3;
  private static final int RUNS = 5;

  private static final int COLLECTIONS = 20;
  private static final int NOISE = 1 << 10;

  /** So many units at least make a run. */
  private static final int UNITS = 200_000;

  final String title;
  final String x;
  final String y;
  final List<Integer> sizes;

  Curve(String title, String x, String y, List<Integer> sizes) {
    this.title = title;
    this.x = x;
    this.y = y;
    this.sizes = sizes;
  }

  private static final class Sizes {
    static final List<Integer> COUNTS = List.of(1_000, 10_000, 100_000, 1_000_000);
    static final List<Integer> DEPTHS = List.of(1, 10, 100, 1_000, 10_000);
    static final int RESUMES = 200_000;
    static final int WARM_TASKS = 20_000;
  }

  double measure(Libraries library, int size) {
    try (Library run = library.open()) {
      return measure(run, size);
    }
  }

  abstract double measure(Library library, int size);

  /** The median of some runs, of one of {@code n} units; the result must be the sum of 0..n-1. */
  private static double nanos(int n, LongSupplier run) {
    int repeats = Math.max(1, UNITS / n);
    double[] measured = new double[RUNS];
    for (int i = -WARM_UPS; i < RUNS; i++) {
      long begin = System.nanoTime();
      for (int k = 0; k < repeats; k++) {
        Expected.check(Expected.sum(n), run.getAsLong());
      }
      if (i >= 0) {
        measured[i] = (double) (System.nanoTime() - begin) / ((long) n * repeats);
      }
    }
    Arrays.sort(measured);
    return measured[RUNS / 2];
  }

  /** What is live, when collections find no less any more. */
  private static long used() {
    long last = Long.MAX_VALUE;
    for (int i = 0; i < COLLECTIONS; i++) {
      System.gc();
      long now = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
      if (i >= 3 && last - now < NOISE) {
        return now;
      }
      last = now;
    }
    return last;
  }
}
