// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.continuo.Coroutine;
import dev.continuo.spi.LinkAtOnce;
import dev.continuo.testing.TestLoop;
import java.io.IOException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Runs each program in {@code src/test/targets}, and in those for newer releases, with every mode
 * of awaiting: compiled by javac for each release from 8 on that its syntax allows, and by ECJ for
 * the oldest and the newest of them.
 */
final class WeaverTargetsTest {
  static {
    LinkAtOnce.on();
  }

  static List<Compilation> targets() throws IOException {
    return Compilation.all();
  }

  @ParameterizedTest
  @ValueSource(ints = {21, 25})
  void theSyntaxOfNewerReleasesIsTestedWhereTheyAreKnown(int release) throws Exception {
    if (Compilation.newest() < release) {
      String skipped = "SKIPPED: src/test/targets" + release + " needs JDK " + release;
      System.err.println(skipped + ", this is JDK " + Compilation.newest());
      assumeTrue(false, skipped);
    }
    assertThat(Compilation.all().stream().map(c -> c.target().since()).toList()).contains(release);
  }

  @ParameterizedTest
  @MethodSource("targets")
  void doesWhatItsCommentsSay(Compilation compilation) throws Exception {
    Target target = compilation.target();
    List<ClassFile> compiled = compilation.compile();
    for (Scenario.Mode mode : Scenario.Mode.values()) {
      WovenLoader loader = WovenLoader.weaving(compiled);
      Scenario.begin(mode, target.source().getFileName().toString());
      String outcome = run(loader.loadClass(target.name()));
      assertWithMessage("%s, %s: logged by line", compilation, mode)
          .that(Scenario.logged())
          .isEqualTo(target.expected("logs"));
      assertWithMessage("%s, %s: outcome", compilation, mode)
          .that(outcome)
          .isEqualTo(expectedOutcome(target));
    }
  }

  @ParameterizedTest
  @MethodSource("targets")
  void framesEqualRecomputedOnesAndTheVerifierAgrees(Compilation compilation) throws Exception {
    WovenChecks.frames(compilation.compile());
  }

  @ParameterizedTest
  @MethodSource("targets")
  void weavingTwiceChangesNothing(Compilation compilation) throws Exception {
    WovenChecks.weavingTwiceChangesNothing(compilation.compile());
  }

  @ParameterizedTest
  @MethodSource("targets")
  void allButTheCodeOfCoroutinesIsAsItWas(Compilation compilation) throws Exception {
    WovenChecks.structure(compilation.compile());
  }

  @ParameterizedTest
  @MethodSource("targets")
  void weavesWithoutDebugTables(Compilation compilation) throws Exception {
    Target target = compilation.target();
    WovenLoader loader = WovenLoader.weaving(compilation.compile("-g:none"));
    Scenario.begin(Scenario.Mode.ALL_PENDING, "");
    assertThat(run(loader.loadClass(target.name()))).isEqualTo(expectedOutcome(target));
  }

  private static String expectedOutcome(Target target) {
    List<String> outcomes = new ArrayList<>();
    for (String kind : List.of("returns", "throws")) {
      Map<Integer, List<String>> expected = target.expected(kind);
      expected.values().forEach(texts -> outcomes.add(kind + ": " + String.join(" | ", texts)));
    }
    assertWithMessage("%s must announce one outcome", target).that(outcomes).hasSize(1);
    return outcomes.get(0);
  }

  private static String run(Class<?> target) throws Exception {
    Method main = target.getDeclaredMethod("run");
    main.setAccessible(true);
    try {
      return "returns: " + TestLoop.run(() -> (Coroutine<?>) main.invoke(null)).toString();
    } catch (Throwable e) {
      return "throws: " + e;
    }
  }
}
