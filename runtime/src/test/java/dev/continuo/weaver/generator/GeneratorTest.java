// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver.generator;

import static com.google.common.truth.Truth.assertWithMessage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Random programs do woven, however their awaits go, what they do as plain Java. {@code
 * -Dgenerator.seeds=5..5} says which: one or more.
 */
final class GeneratorTest {
  private static final Path FAILED = Path.of("target/generator");
  private static final int TOGETHER = 40;

  @Test
  void randomProgramsDoWovenWhatTheyDoAsPlainJava() throws Exception {
    List<String> failures = new ArrayList<>();
    Seeds seeds = Seeds.chosen();
    for (long from = seeds.from(); from <= seeds.to(); from += TOGETHER) {
      List<Program> programs = generate(from, Math.min(from + TOGETHER - 1, seeds.to()));
      Map<String, byte[]> classes = compile(programs);
      for (Program program : programs) {
        Optional<String> difference = new Comparison(program, classes).difference();
        if (difference.isPresent()) {
          failures.add(report(program, difference.get()));
        }
      }
    }
    assertWithMessage(String.join("\n\n", failures)).that(failures).isEmpty();
  }

  @Test
  void aSeedGivesTheSameProgramAgain() {
    for (long seed = 0; seed < 5; seed++) {
      String first = ProgramGenerator.generate(seed).tree().toString();
      assertWithMessage("seed %s", seed)
          .that(ProgramGenerator.generate(seed).tree().toString())
          .isEqualTo(first);
    }
  }

  private static List<Program> generate(long from, long to) {
    return LongStream.rangeClosed(from, to).mapToObj(ProgramGenerator::generate).toList();
  }

  private static Map<String, byte[]> compile(List<Program> programs) throws Exception {
    List<SourceFile> sources = new ArrayList<>();
    programs.forEach(program -> sources.addAll(program.sources()));
    return MemoryCompiler.compile(sources);
  }

  /** Writes the program, and the shorter one that the shrinker finds, where one can look at them. */
  private static String report(Program program, String difference) throws IOException {
    Files.createDirectories(FAILED);
    Path source = FAILED.resolve(program.name() + ".java");
    Files.writeString(source, program.tree().toString());
    Path shrunk = FAILED.resolve(program.name() + ".shrunk.java");
    Files.writeString(shrunk, Shrinker.shrink(program).tree().toString());
    return "seed " + program.seed() + ": " + source + ", shrunk: " + shrunk + "\n" + difference
        + "\nto run it again: mvn verify -pl runtime -am -Dtest=GeneratorTest"
        + " -Dsurefire.failIfNoSpecifiedTests=false -Dgenerator.seeds=" + program.seed() + ".."
        + program.seed();
  }
}
