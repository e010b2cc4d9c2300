// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver.generator;

import static com.google.common.truth.Truth.assertWithMessage;

import dev.continuo.spi.LinkAtOnce;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Random programs do woven, however their awaits go, what they do as plain Java. {@code
 * -Dgenerator.seeds=5..5} says which: one or more.
 */
final class GeneratorTest {
  static {
    LinkAtOnce.on();
  }

  private static final Path FAILED = Path.of("target/generator");
  private static final int TOGETHER = 100;

  /** How many of the failures are made shorter, which takes a while. */
  private static final int SHRUNK = Integer.getInteger("generator.shrunk", 2);

  @Test
  void randomProgramsDoWovenWhatTheyDoAsPlainJava() throws Exception {
    Seeds seeds = Seeds.chosen();
    List<String> failures = new ArrayList<>();
    int compared = 0;
    for (long from = seeds.from(); from <= seeds.to(); from += TOGETHER) {
      Batch batch = new Batch(from, Math.min(from + TOGETHER - 1, seeds.to()));
      for (Program program : batch.programs) {
        Comparison comparison = new Comparison(program, batch.classes);
        if (!comparison.isSound()) {
          continue;
        }
        compared++;
        Optional<String> difference = comparison.difference();
        if (difference.isPresent()) {
          failures.add(report(program, difference.get(), failures.size() < SHRUNK));
        }
      }
    }
    assertWithMessage("%s", String.join("\n\n", failures)).that(failures).isEmpty();
    assertWithMessage(
            "programs that javac compiles, without crashing, to classes that the JVM accepts")
        .that(compared)
        .isAtLeast((int) (seeds.count() * 95 / 100));
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

  /**
   * Writes the program, and the shorter one that the shrinker finds, where one can look at them.
   */
  private static String report(Program program, String difference, boolean shrink)
      throws IOException {
    Files.createDirectories(FAILED);
    Path source = FAILED.resolve(program.name() + ".java");
    Files.writeString(source, program.tree().toString());
    String written = source.toString();
    if (shrink) {
      Path shrunk = FAILED.resolve(program.name() + ".shrunk.java");
      Files.writeString(shrunk, Shrinker.shrink(program).tree().toString());
      written += ", shrunk: " + shrunk;
    }
    String again =
        "-Dtest=GeneratorTest -Dgenerator.seeds=" + program.seed() + ".." + program.seed();
    return "seed %d: %s%n%s%nto run it again: mvn verify -pl runtime -am %s %s"
        .formatted(
            program.seed(), written, difference, "-Dsurefire.failIfNoSpecifiedTests=false", again);
  }
}
