// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver.torture;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import dev.continuo.weaver.torture.TortureRun.Outcome;
import dev.continuo.weaver.torture.Torturer.Density;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * A whole library with every ordinary method async, which then passes the tests of its authors. The
 * profile {@code torture} runs all of them, with more seeds.
 */
class TortureTest {
  private final Library library = Library.onClassPath("commons-lang3-", "\\.jar");
  private final Library tests = Library.onClassPath("commons-lang3-", "-tests\\.jar");
  private final List<String> report = new ArrayList<>();

  TortureTest() throws IOException {}

  @Test
  void allTestsThatPassBeforePassAfter() throws Exception {
    String chosen = System.getProperty("torture.tests", "SMALL");
    TortureRun run = new TortureRun(library, tests, name -> Exclusions.isChosen(name, chosen));
    Map<String, Outcome> plain = run.plain();
    List<String> passed = plain.keySet().stream().filter(test -> plain.get(test).passed()).toList();
    report.add(passed.size() + " of " + plain.size() + " tests and containers pass as published");
    for (String seed : System.getProperty("torture.seeds", "2").split(",")) {
      Map<String, Outcome> tortured = run.tortured(Density.OPERANDS, Long.parseLong(seed));
      List<String> failed =
          passed.stream()
              .filter(test -> !passes(tortured.get(test)))
              .filter(test -> Exclusions.reasonToFail(test) == null)
              .map(test -> test + ": " + tortured.get(test))
              .toList();
      report.add("seed " + seed + ": " + failed.size() + " of these fail with all methods async");
      assertWithMessage("with seed %s", seed).that(failed).isEmpty();
    }
    write("torture.txt");
    assertThat(passed.size()).isAtLeast(plain.size() * 99 / 100);
  }

  private static boolean passes(Outcome outcome) {
    return outcome != null && outcome.passed();
  }

  /** Of 4,258 bodies; with an await in one line of eight none crosses it, in each line one may. */
  @Test
  void wovenBodiesStayUnderTheLimitOfTheCompiler() throws Exception {
    for (Density density : List.of(Density.SOME_LINES, Density.LINES, Density.OPERANDS)) {
      Growth growth = Growth.of(library, density, 2);
      report.add(density + ": " + growth.report());
      write("growth.txt");
      int allowed = density == Density.SOME_LINES ? 0 : density == Density.LINES ? 1 : 8;
      assertWithMessage("%s: %s", density, growth.crossing())
          .that(growth.crossing().size())
          .isAtMost(allowed);
    }
  }

  private void write(String name) throws IOException {
    Path folder = Files.createDirectories(Path.of("target"));
    Files.write(folder.resolve(name), report);
  }
}
