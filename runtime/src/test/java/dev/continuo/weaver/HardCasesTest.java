// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver;

import static com.google.common.truth.Truth.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The numbered cases that broke other weavers each have a test, which is found by searching for
 * "Hard case N".
 */
final class HardCasesTest {
  private static final int CASES = 70;

  private static final Pattern MENTION =
      Pattern.compile("Hard cases? (\\d+(?:(?:, | and |, and )\\d+)*)");

  @Test
  void eachHasATestThatNamesIt() throws IOException {
    TreeSet<Integer> missing = new TreeSet<>();
    for (int i = 1; i <= CASES; i++) {
      missing.add(i);
    }
    missing.removeAll(mentions());
    assertThat(missing).isEmpty();
  }

  /** The numbers that the tests of all modules name. */
  private static Set<Integer> mentions() throws IOException {
    Set<Integer> mentions = new TreeSet<>();
    for (String module : List.of("agent", "annotation", "runtime", "maven-plugin", "samples")) {
      Path tests = Path.of("..", module, "src", "test");
      if (!Files.isDirectory(tests)) {
        continue;
      }
      try (Stream<Path> files = Files.walk(tests)) {
        for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
          Matcher matcher = MENTION.matcher(Files.readString(file));
          while (matcher.find()) {
            Stream.of(matcher.group(1).split("\\D+")).map(Integer::valueOf).forEach(mentions::add);
          }
        }
      }
    }
    return mentions;
  }
}
