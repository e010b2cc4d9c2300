// SPDX-License-Identifier: Apache-2.0
package dev.continuo.traces;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;

/** What {@code docs/asyncio.md} names exists, and it names every rule of {@code rules.txt}. */
class ConformanceTableTest {

  private static final Path TABLE = Path.of("..", "docs", "asyncio.md");

  private static final List<String> PACKAGES =
      List.of(
          "",
          "contract.",
          "faults.",
          "inspect.",
          "io.",
          "process.",
          "queue.",
          "signals.",
          "sync.",
          "testing.",
          "threads.",
          "traces.");

  @Test
  void everyTestNamedExists() throws Exception {
    List<MatchResult> named = matches("`(\\w+Test)#(\\w+)`");
    assertThat(named).isNotEmpty();
    for (MatchResult test : named) {
      boolean exists =
          Arrays.stream(testClass(test.group(1)).getDeclaredMethods())
              .anyMatch(
                  m ->
                      m.getName().equals(test.group(2))
                          && AnnotationSupport.isAnnotated(m, Testable.class));
      assertWithMessage(test.group()).that(exists).isTrue();
    }
  }

  @Test
  void everyTraceNamedIsPorted() throws Exception {
    List<MatchResult> named = matches("trace `(\\w+)`");
    assertThat(named).isNotEmpty();
    for (MatchResult trace : named) {
      assertThat(Scenarios.PORTED).containsKey(trace.group(1));
    }
  }

  @Test
  void everyRuleHasARow() throws Exception {
    Set<String> listed = new TreeSet<>();
    for (List<String> row : rowsOfRules()) {
      listed.addAll(rules(row.get(0)));
    }
    assertThat(listed).containsExactlyElementsIn(allRules());
  }

  @Test
  void everyRowNamesATestOrSaysWhyThereIsNone() throws Exception {
    for (List<String> row : rowsOfRules()) {
      boolean named = row.get(1).contains("Test#") || row.get(1).contains("trace `");
      boolean reason = !row.get(row.size() - 1).isEmpty();
      assertWithMessage("%s", row).that(named || reason).isTrue();
    }
  }

  private static List<String> allRules() throws IOException {
    try (InputStream in = ConformanceTableTest.class.getResourceAsStream("rules.txt")) {
      return List.of(new String(in.readAllBytes(), UTF_8).trim().split("\\s+"));
    }
  }

  /** The cells of each row that begins with rules. */
  private static List<List<String>> rowsOfRules() throws IOException {
    return Files.readAllLines(TABLE).stream()
        .filter(line -> line.matches("\\| [A-Z]\\d.*"))
        .map(line -> Arrays.stream(line.split("\\|")).skip(1).map(String::trim).toList())
        .toList();
  }

  /** The rules of a cell such as {@code A1, A3, P1–P25}. */
  private static List<String> rules(String cell) {
    List<String> rules = new ArrayList<>();
    for (String part : cell.split(", ")) {
      String[] ends = part.split("–");
      String group = part.substring(0, 1);
      int last = Integer.parseInt(ends[ends.length - 1].substring(1));
      for (int i = Integer.parseInt(ends[0].substring(1)); i <= last; i++) {
        rules.add(group + i);
      }
    }
    return rules;
  }

  private static List<MatchResult> matches(String regex) throws IOException {
    return Pattern.compile(regex).matcher(Files.readString(TABLE)).results().toList();
  }

  private static Class<?> testClass(String simpleName) throws ClassNotFoundException {
    for (String prefix : PACKAGES) {
      try {
        return Class.forName("dev.continuo." + prefix + simpleName);
      } catch (ClassNotFoundException e) {
        // In another package, then.
      }
    }
    throw new ClassNotFoundException(simpleName);
  }
}
