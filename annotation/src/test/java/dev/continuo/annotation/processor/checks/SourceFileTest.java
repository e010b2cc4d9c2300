// SPDX-License-Identifier: Apache-2.0
package dev.continuo.annotation.processor.checks;

import static com.google.common.truth.Truth.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SourceFileTest {

  private static final String SWALLOWS =
      """
      package demo;
      import static dev.continuo.Asyncio.await;
      class Outer {
        record Inner(int n) {
          Object swallows() {
            try {
              return await(null);
            } catch (Throwable e) {
              return null;
            }
          }
        }
      }
      """;

  @Test
  void aFindingNamesWhatWhereWhyAndTheRemedy() {
    assertThat(new SourceFile(SWALLOWS).findings().stream().map(f -> f.message("Outer.java")))
        .containsExactly(
            "demo.Outer$Inner.swallows(Outer.java:8): a catch of Throwable around an await swallows"
                + " the cancellation of the task; end the catch with throw e, or catch Exception"
                + " [SwallowedCancellation]");
  }

  @Test
  void anAwaitThatIsNotImportedIsSomebodyElses() {
    assertThat(new SourceFile(SWALLOWS.replace("static dev.continuo", "static other")).findings())
        .isEmpty();
    String qualified =
        SWALLOWS
            .replace("static dev.continuo.Asyncio.await", "dev.continuo.Asyncio")
            .replace("await(null)", "Asyncio.await(null)");
    assertThat(new SourceFile(qualified).findings()).hasSize(1);
    String star = SWALLOWS.replace("Asyncio.await;", "Asyncio.*;");
    assertThat(new SourceFile(star).findings()).hasSize(1);
    String condition = SWALLOWS.replace("await(null)", "condition.await(null)");
    assertThat(new SourceFile(condition).findings()).isEmpty();
  }

  @Test
  void aSuppressionCoversItsDeclarationOnly() {
    String key = "@SuppressWarnings({\"unused\", \"continuo:SwallowedCancellation\"})";
    SourceFile file =
        new SourceFile(SWALLOWS.replace("    Object swallows", "    " + key + " Object swallows"));
    assertThat(file.findings()).isEmpty();
    assertThat(file.isSuppressed("SwallowedCancellation", 8)).isTrue();
    assertThat(file.isSuppressed("SwallowedCancellation", 4)).isFalse();
    assertThat(file.isSuppressed("BlockingCall", 8)).isFalse();
  }

  @Test
  void aFileThatCannotBeParsedHasNoFindingsAndOneSuppressionCoversIt() {
    SourceFile file =
        new SourceFile(SWALLOWS + "syntax of 2040 @SuppressWarnings(\"continuo:BlockingCall\")");
    assertThat(file.findings()).isEmpty();
    assertThat(file.isSuppressed("BlockingCall", 1)).isTrue();
    assertThat(file.isSuppressed("UnusedCoroutine", 1)).isFalse();
    assertThat(file.find("BlockingCall", "await", 7)).isEqualTo(Optional.empty());
  }

  @Test
  void syntaxOfNewerJavaIsUnderstood() {
    String newer =
        """
        import static dev.continuo.Asyncio.await;
        sealed interface Shape permits Circle {}
        record Circle(int r) implements Shape {}
        class Newer {
          Object swallows(Object o) {
            try {
              return switch (o) {
                case Circle(int r) when r > 0 -> await(null);
                case null, default -> 0;
              };
            } catch (Error _) {
              return 0;
            }
          }
        }
        """;
    assertThat(new SourceFile(newer).findings().stream().map(Finding::position))
        .containsExactly(new Finding.Place(11, 14));
  }
}
