// SPDX-License-Identifier: Apache-2.0
package dev.continuo.inspect;

import static com.google.common.truth.Truth.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the pages show is what is printed. */
class DocsTest {

  /** Lines of the runtime's own sources come and go. */
  private static String withoutOurLines(String text) {
    return text.replaceAll("\\((Runner|Asyncio)\\.java:\\d+\\)", "($1.java)");
  }

  @Test
  void theTraceOfThePageAboutDebuggingIsWhatItsProgramPrints() throws Exception {
    String page = Files.readString(Path.of("../docs/debugging.md"));
    String printed = Child.run(Checkout.class, List.of());
    assertThat(printed).contains("Checkout.main(");
    assertThat(withoutOurLines(page)).contains("```\n" + withoutOurLines(printed) + "```");
  }

  @Test
  void theReadmeShowsTheBeginningOfIt() throws Exception {
    String page = Files.readString(Path.of("../docs/debugging.md"));
    Matcher trace =
        Pattern.compile("```\n(Exception in .*?\\(Task 'Task-1'\\)\n)", Pattern.DOTALL)
            .matcher(page);
    assertThat(trace.find()).isTrue();
    assertThat(Files.readString(Path.of("../README.md")))
        .contains("```\n" + trace.group(1) + "\t...\n```");
  }

  @Test
  void withTracesTurnedOffTheTraceIsTheJvms() throws Exception {
    String printed = Child.run(Checkout.class, List.of("-Dcontinuo.traces=false"));
    assertThat(printed).contains("Checkout.price(");
    assertThat(printed).doesNotContain("Checkout.checkout(");
  }
}
