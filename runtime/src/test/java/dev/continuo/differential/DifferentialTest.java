// SPDX-License-Identifier: Apache-2.0
package dev.continuo.differential;

import static com.google.common.truth.Truth.assertWithMessage;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Random programs trace under us what they trace under CPython 3.13 or later, where one is found.
 * {@code -Ddifferential.seeds=5..5} says which: one or more.
 */
final class DifferentialTest {

  private static final int TOGETHER = 500;

  /** How many of the failures are made smaller and shown. */
  private static final int SHOWN = Integer.getInteger("differential.shown", 3);

  @Test
  void randomProgramsDoWhatTheyDoUnderCPython() {
    Optional<CPython> python = CPython.find();
    if (python.isEmpty()) {
      System.err.println(
          "SKIPPED: no python3.13 or later found, so no random program was compared with CPython;"
              + " name one with -DCONTINUO_PYTHON=/path/to/python3.13");
    }
    assumeTrue(python.isPresent(), "needs Python 3.13 or later");
    String[] ends = System.getProperty("differential.seeds", "1..500").split("\\.\\.", 2);
    List<Program> differing =
        differing(python.get(), Long.parseLong(ends[0]), Long.parseLong(ends[1]));
    List<String> reports = new ArrayList<>();
    for (Program program : differing) {
      reports.add(
          reports.size() < SHOWN ? report(python.get(), program) : "and seed " + program.seed());
    }
    assertWithMessage(
            "programs that differ; to run one again: -Ddifferential.seeds=SEED..SEED\n%s",
            String.join("\n", reports))
        .that(differing.size())
        .isEqualTo(0);
  }

  private static List<Program> differing(CPython python, long from, long to) {
    List<Program> differing = new ArrayList<>();
    for (long start = from; start <= to; start += TOGETHER) {
      List<Program> programs =
          LongStream.rangeClosed(start, Math.min(to, start + TOGETHER - 1))
              .mapToObj(ProgramGenerator::generate)
              .toList();
      List<List<String>> expected = python.run(programs);
      for (int i = 0; i < programs.size(); i++) {
        if (!ours(programs.get(i)).equals(expected.get(i))) {
          differing.add(programs.get(i));
        }
      }
    }
    return differing;
  }

  /** What we trace, or the exception that a bug of ours let out. */
  private static List<String> ours(Program program) {
    try {
      return Interpreter.run(program);
    } catch (Throwable t) {
      return List.of("failed: " + t);
    }
  }

  private static String report(CPython python, Program program) {
    Program small = Shrinker.shrink(program, candidates -> firstDiffering(python, candidates));
    List<String> expected = python.run(List.of(small)).get(0);
    List<String> ours = ours(small);
    int same = 0;
    while (same < expected.size()
        && same < ours.size()
        && expected.get(same).equals(ours.get(same))) {
      same++;
    }
    return "seed %d, made smaller: %s%nboth:%n%s%nCPython then:%n%s%nwe then:%n%s%n"
        .formatted(
            program.seed(),
            small,
            String.join("\n", expected.subList(0, same)),
            String.join("\n", expected.subList(same, expected.size())),
            String.join("\n", ours.subList(same, ours.size())));
  }

  private static Program firstDiffering(CPython python, List<Program> candidates) {
    List<List<String>> expected = python.run(candidates);
    for (int i = 0; i < candidates.size(); i++) {
      if (!ours(candidates.get(i)).equals(expected.get(i))) {
        return candidates.get(i);
      }
    }
    return null;
  }
}
