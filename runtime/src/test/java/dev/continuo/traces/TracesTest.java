// SPDX-License-Identifier: Apache-2.0
package dev.continuo.traces;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.continuo.traces.Scenarios.LeftOut;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The Java counterparts of the Python scenarios print what CPython printed. */
class TracesTest {

  private static final String HEADING = "== ";

  private static final Map<String, List<String>> GOLDEN = readGolden();

  static Stream<String> ported() {
    return GOLDEN.keySet().stream().filter(Scenarios.PORTED::containsKey);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("ported")
  void printsWhatCPythonPrinted(String name) {
    String expected = String.join("\n", withoutWhatIsLeftOut(name));
    String printed = String.join("\n", Trace.of(Scenarios.PORTED.get(name)));
    assertWithMessage("%s: CPython printed\n%s\n\nand we printed\n%s\n", name, expected, printed)
        .that(printed)
        .isEqualTo(expected);
  }

  @Test
  void everyScenarioIsPorted() {
    assertThat(Scenarios.PORTED.keySet()).containsExactlyElementsIn(GOLDEN.keySet());
  }

  @Test
  void whatIsLeftOutIsOfAPortedScenario() {
    for (LeftOut left : Scenarios.LEFT_OUT) {
      assertThat(Scenarios.PORTED).containsKey(left.scenario());
      assertThat(left.reason()).isNotEmpty();
    }
  }

  private static List<String> withoutWhatIsLeftOut(String name) {
    List<String> lines = new ArrayList<>(GOLDEN.get(name));
    for (LeftOut left : Scenarios.LEFT_OUT) {
      if (left.scenario().equals(name)) {
        assertThat(lines).contains(left.line());
        lines.remove(left.line());
      }
    }
    return lines;
  }

  private static Map<String, List<String>> readGolden() {
    Map<String, List<String>> sections = new LinkedHashMap<>();
    List<String> section = new ArrayList<>();
    for (String line : goldenText().lines().toList()) {
      if (line.startsWith(HEADING)) {
        section = new ArrayList<>();
        sections.put(line.substring(HEADING.length()), section);
      } else {
        section.add(line);
      }
    }
    return sections;
  }

  private static String goldenText() {
    try (InputStream in = TracesTest.class.getResourceAsStream("golden.txt")) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
