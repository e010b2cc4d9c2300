// SPDX-License-Identifier: Apache-2.0
package dev.continuo.benchmarks.startup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Generates the sources of an application of many plain classes, of which a few are async. */
final class Application {

  static final int CLASSES = 5_000;
  static final String MAIN = "app.Main";

  private static final int PER_PACKAGE = 100;

  /** Every so many classes, one has coroutine methods. */
  private static final int ASYNC_EVERY = 100;

  private static final String PLAIN =
      """
      package app.p%1$d;

      import java.util.ArrayList;
      import java.util.List;

      public final class C%2$d {
        private final List<String> items = new ArrayList<>();
        private final int id;
        private long total;

        public C%2$d(int id) {
          this.id = id;
        }

        public long work(int x) {
          long sum = x;
          for (int i = 0; i < 3; i++) {
            sum = sum * 31 + (i ^ id);
          }
          total += sum;
          add(sum %% 2 == 0 ? "even" : "odd");
          return weigh((int) (sum & 7)) + items.size();
        }

        private int weigh(int x) {
          switch (x) {
            case 0: return id;
            case 1: return id + 1;
            case 5: return -id;
            default: return x;
          }
        }

        public void add(String item) {
          if (items.size() > 100) {
            items.remove(0);
          }
          items.add(item);
        }

        public String describe() {
          StringBuilder text = new StringBuilder("C%2$d ").append(id);
          for (String item : items) {
            try {
              text.append(' ').append(Integer.parseInt(item));
            } catch (NumberFormatException e) {
              text.append(item);
            }
          }
          return text.append(total).toString();
        }

        @Override
        public int hashCode() {
          return 31 * id + items.hashCode();
        }

        @Override
        public boolean equals(Object other) {
          return other instanceof C%2$d && ((C%2$d) other).id == id;
        }
      %3$s}
      """;

  private static final String ASYNC =
      """

        @dev.continuo.annotation.Async
        public dev.continuo.Coroutine<Integer> fetch(int n) {
          int sum = 0;
          for (int i = 0; i < n; i++) {
            sum += dev.continuo.Asyncio.await(next(i)) + id;
          }
          return dev.continuo.Coroutine.of(sum);
        }

        @dev.continuo.annotation.Async
        private dev.continuo.Coroutine<Integer> next(int i) {
          try {
            dev.continuo.Asyncio.await(dev.continuo.Asyncio.yieldNow());
          } finally {
            total++;
          }
          return dev.continuo.Coroutine.of(i);
        }
      """;

  private Application() {}

  /** Writes all sources below {@code folder}. */
  static void writeSources(Path folder) throws IOException {
    StringBuilder main = new StringBuilder();
    for (int p = 0; p < CLASSES / PER_PACKAGE; p++) {
      Path into = Files.createDirectories(folder.resolve("app/p" + p));
      StringBuilder all = new StringBuilder();
      for (int i = p * PER_PACKAGE; i < (p + 1) * PER_PACKAGE; i++) {
        String async = i % ASYNC_EVERY == 0 ? ASYNC : "";
        Files.writeString(into.resolve("C" + i + ".java"), PLAIN.formatted(p, i, async));
        all.append("    sum += new C%1$d(%1$d).work(3);%n".formatted(i));
      }
      Files.writeString(
          into.resolve("All.java"),
          """
          package app.p%d;

          public final class All {
            public static long run() {
              long sum = 0;
          %s    return sum;
            }
          }
          """
              .formatted(p, all));
      main.append("    sum += app.p%d.All.run();%n".formatted(p));
    }
    Files.writeString(
        folder.resolve("app/Main.java"),
        """
        package app;

        public final class Main {
          public static void main(String[] args) {
            long sum = 0;
        %s    System.out.println(sum);
            System.out.println(ProcessHandle.current().info().totalCpuDuration().get().toNanos());
          }
        }
        """
            .formatted(main));
  }
}
