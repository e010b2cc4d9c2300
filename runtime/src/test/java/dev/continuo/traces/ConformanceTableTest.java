// SPDX-License-Identifier: Apache-2.0
package dev.continuo.traces;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What {@code docs/asyncio.md} names exists. */
class ConformanceTableTest {

  private static final Path TABLE = Path.of("..", "docs", "asyncio.md");

  private static final List<String> PACKAGES =
      List.of("", "faults.", "queue.", "sync.", "testing.", "threads.", "traces.");

  @Test
  void everyTestNamedExists() throws Exception {
    List<MatchResult> named = matches("`(\\w+Test)#(\\w+)`");
    assertThat(named).isNotEmpty();
    for (MatchResult test : named) {
      boolean exists =
          Arrays.stream(testClass(test.group(1)).getDeclaredMethods())
              .anyMatch(
                  m -> m.getName().equals(test.group(2)) && m.isAnnotationPresent(Test.class));
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
