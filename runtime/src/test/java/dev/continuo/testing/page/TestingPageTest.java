// SPDX-License-Identifier: Apache-2.0
package dev.continuo.testing.page;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.continuo.testing.Exploration;
import dev.continuo.testing.Explorer;
import dev.continuo.testing.Faults;
import dev.continuo.testing.TestLoop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page docs/testing.md has code that compiles, and the output that it really gives. */
class TestingPageTest {

  private static final Path PAGE = Path.of("../docs/testing.md");
  private static final Path SOURCES = Path.of("src/test/java/dev/continuo/testing/page");

  private static List<String> blocks(String kind) throws IOException {
    List<String> blocks = new ArrayList<>();
    Matcher matcher =
        Pattern.compile("^```" + kind + "\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE)
            .matcher(Files.readString(PAGE));
    while (matcher.find()) {
      blocks.add(matcher.group(1));
    }
    return blocks;
  }

  /** Without what varies: the numbers of tasks without a name. */
  private static String message(Throwable t) {
    return t.toString().replaceAll("Task-[0-9]+", "Task-1") + "\n";
  }

  private static Throwable failure(Runnable run) {
    return assertThrows(Throwable.class, run::run);
  }

  @Test
  void itsCodeIsThatOfTheExamples() throws IOException {
    String sources;
    try (Stream<Path> files = Files.list(SOURCES)) {
      sources = files.map(TestingPageTest::read).collect(Collectors.joining());
    }
    for (String block : blocks("java")) {
      for (String part : block.split("\n *// \\.\\.\n")) {
        assertWithMessage("%s", part).that(squeezed(sources)).contains(squeezed(part));
      }
    }
    assertThat(blocks("java")).hasSize(7);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String squeezed(String code) {
    return code.replaceAll("\\s+", "");
  }

  @Test
  void itsOutputIsWhatTheExamplesGive() throws IOException {
    List<String> outputs = new ArrayList<>();
    outputs.add(message(failure(() -> TestLoop.run(Pool::waitsForever))));
    outputs.add(message(failure(() -> TestLoop.explore(200, TicketOffice::lastTicket))));
    outputs.add(message(failure(() -> Faults.cancelEach().run(Pool::twoQueries))));
    outputs.add(message(failure(() -> TestLoop.runStrictly(Pool::forgetsOne))));
    assertThat(blocks("text")).containsExactlyElementsIn(outputs).inOrder();
  }

  @Test
  void itsExplorersWork() {
    TestLoop.run(TicketOffice::lastTicket);
    assertThrows(AssertionError.class, () -> TestLoop.replay("2.1,3.1", TicketOffice::lastTicket));
    Exploration all =
        Explorer.bounded(2)
            .timeSkew(Duration.ofMillis(10))
            .timeLimit(Duration.ofMinutes(1))
            .strict()
            .explore(Pool::twoQueries);
    assertThat(all.complete()).isTrue();
  }
}
