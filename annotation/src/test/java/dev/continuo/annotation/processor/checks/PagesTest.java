// SPDX-License-Identifier: Apache-2.0
package dev.continuo.annotation.processor.checks;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import dev.continuo.weaver.Checks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each check has its page, and each page its check. */
final class PagesTest {

  private static final Path FOLDER = Path.of("../docs/checks");

  private static List<String> names() {
    List<String> names = new ArrayList<>(Checks.names());
    names.addAll(SourceChecks.names());
    return names;
  }

  @Test
  void eachCheckHasAPageOfItsNameAndNoPageIsLeftOver() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      List<String> pages = files.map(file -> file.getFileName().toString()).sorted().toList();
      List<String> expected =
          Stream.concat(names().stream(), Stream.of("README"))
              .map(name -> name + ".md")
              .sorted()
              .toList();
      assertThat(pages).isEqualTo(expected);
    }
  }

  @Test
  void eachPageShowsTheWrongWayAndTheRightWayAndHowToSuppress() throws IOException {
    for (String name : names()) {
      String page = Files.readString(FOLDER.resolve(name + ".md"));
      assertThat(page).startsWith("# " + name + "\n\nA");
      assertWithMessage(name).that(page.split("```java\n", -1).length - 1).isAtLeast(2);
      assertThat(page).contains("\n## The right way\n");
      assertThat(page).contains("\n## How to suppress\n");
      if (page.startsWith("# " + name + "\n\nA warning.")) {
        assertThat(page).contains("@SuppressWarnings(\"continuo:" + name + "\")");
      }
    }
  }

  @Test
  void theIndexListsThemInTheOrderOfTheRegistry() throws IOException {
    String index = Files.readString(FOLDER.resolve("README.md"));
    List<String> listed =
        Pattern.compile("^\\| \\[(\\w+)]\\(\\1\\.md\\) \\|", Pattern.MULTILINE)
            .matcher(index)
            .results()
            .map((MatchResult row) -> row.group(1))
            .toList();
    assertThat(listed).containsExactlyElementsIn(names()).inOrder();
  }
}
