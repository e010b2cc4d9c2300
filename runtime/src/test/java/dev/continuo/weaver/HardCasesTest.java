// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

  /** Cases that need more than a target, each with the class that proves it. */
  private static final Map<Integer, String> ELSEWHERE = Map.of();

  @Test
  void eachHasATestThatNamesIt() throws IOException {
    TreeSet<Integer> missing = new TreeSet<>();
    for (int i = 1; i <= CASES; i++) {
      missing.add(i);
    }
    missing.removeAll(mentions().keySet());
    assertThat(missing).isEmpty();
  }

  @Test
  void whatIsProvenElsewhereIsThere() throws IOException {
    Map<Integer, List<String>> mentions = mentions();
    ELSEWHERE.forEach(
        (number, test) -> assertWithMessage("" + number).that(mentions.get(number)).contains(test));
  }

  /** The files that name each case. */
  private static Map<Integer, List<String>> mentions() throws IOException {
    Map<Integer, List<String>> mentions = new TreeMap<>();
    for (String module : List.of("agent", "annotation", "runtime", "maven-plugin", "samples")) {
      Path tests = Path.of("..", module, "src", "test");
      if (!Files.isDirectory(tests)) {
        continue;
      }
      try (Stream<Path> files = Files.walk(tests)) {
        for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
          Matcher matcher = MENTION.matcher(Files.readString(file));
          while (matcher.find()) {
            for (String number : matcher.group(1).split("\\D+")) {
              mentions
                  .computeIfAbsent(Integer.valueOf(number), n -> new ArrayList<>())
                  .add(file.getFileName().toString().replace(".java", ""));
            }
          }
        }
      }
    }
    return mentions;
  }
}
