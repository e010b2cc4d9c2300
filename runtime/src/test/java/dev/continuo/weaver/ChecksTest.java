// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Puts each program in {@code src/test/targets/checks} to the checks of bytecode: all announced
 * findings, no other. A test of javac's door does the same with the checks of sources, and with the
 * columns that only the source can tell.
 */
final class ChecksTest {
  /** Findings about a method as a whole are announced where it is declared, which has no code. */
  private static final Set<String> OF_METHODS =
      Set.of("AsyncWithoutBody", "SynchronizedAsync", "NotAwaitable");

  static List<Target> targets() throws IOException {
    return Target.in(Target.FOLDER.resolve("checks")).stream()
        .filter(target -> Checks.names().contains(target.name()))
        .toList();
  }

  @Test
  void eachCheckHasItsFixture() throws IOException {
    assertThat(targets().stream().map(Target::name).toList())
        .containsExactlyElementsIn(Checks.names());
  }

  @ParameterizedTest
  @MethodSource("targets")
  void findsWhatIsAnnounced(Target target) throws IOException {
    Map<Integer, List<String>> announced = announced(target);
    Map<Integer, List<String>> found = new TreeMap<>();
    for (ClassFile file : target.compile()) {
      for (Problem problem : new Weaver().check(file.bytes())) {
        assertThat(problem.message()).startsWith(place(file, target, problem));
        if (announced.containsKey(problem.line()) || !isSuppressed(problem)) {
          found.computeIfAbsent(problem.line(), k -> new ArrayList<>()).add(text(problem));
        }
      }
    }
    if (OF_METHODS.contains(target.name())) {
      assertThat(inOrder(found)).containsExactlyElementsIn(inOrder(announced));
    } else {
      assertThat(found).isEqualTo(announced);
    }
  }

  @ParameterizedTest
  @MethodSource("targets")
  void whatCanBeWovenIsWovenAndCheckedAgainWithTheSameResult(Target target) throws Exception {
    for (ClassFile file : target.compile()) {
      List<Problem> before = new Weaver().check(file.bytes());
      if (before.stream().anyMatch(ClassChecker::refuses)) {
        continue;
      }
      WeavingResult result = new Weaver().weave(file.bytes());
      if (result.isWoven()) {
        assertThat(result.found()).isEqualTo(before);
        byte[] woven = result.classes().get(0).bytes();
        // emit is another instruction then; what is left of a remedy depends on where it stands
        assertWithMessage(file.internalName())
            .that(lines(new Weaver().check(woven)))
            .isEqualTo(target.name().equals("EmitOutsideGenerator") ? List.of() : lines(before));
        for (ClassFile frame : result.classes().subList(1, result.classes().size())) {
          assertThat(new Weaver().check(frame.bytes())).isEmpty();
        }
      }
    }
  }

  @Test
  void aClassThatOnlyDropsACoroutineIsWorthCheckingButNotWeaving() throws IOException {
    Target target = targets().stream().filter(t -> t.name().startsWith("Drop")).toList().get(0);
    byte[] elsewhere =
        target.compile().stream()
            .filter(file -> file.internalName().endsWith("$Elsewhere"))
            .findFirst()
            .orElseThrow()
            .bytes();
    assertThat(Weaver.mayNeedWeaving(elsewhere)).isFalse();
    assertThat(Weaver.mayNeedChecks(elsewhere)).isTrue();
    byte[] string = ChecksTest.class.getResourceAsStream("/java/lang/String.class").readAllBytes();
    assertThat(Weaver.mayNeedChecks(string)).isFalse();
  }

  /** So that no method of the JDK is misspelt. */
  @ParameterizedTest
  @ValueSource(strings = {BlockingCall.CALLS, BlockingCall.STREAMS})
  void everyBlockingMethodExists(String table) throws Exception {
    for (String line : table.lines().toList()) {
      String[] parts = line.split(": | = ");
      Class<?> owner = Class.forName(parts[0]);
      for (String method : parts[1].split(" ")) {
        assertWithMessage(line)
            .that(Arrays.stream(owner.getMethods()).anyMatch(m -> m.getName().equals(method)))
            .isTrue();
      }
    }
  }

  private static Map<Integer, List<String>> announced(Target target) {
    Map<Integer, List<String>> announced = new TreeMap<>();
    for (String severity : List.of("error", "warning")) {
      target
          .expected(severity)
          .forEach(
              (line, texts) ->
                  announced.put(line, texts.stream().map(t -> severity + ": " + t).toList()));
    }
    return announced;
  }

  private static String text(Problem problem) {
    String message = problem.message();
    return problem.severity().name().toLowerCase(Locale.ROOT)
        + message.substring(message.indexOf("): ") + 1);
  }

  private static String place(ClassFile file, Target target, Problem problem) {
    String line = problem.line() > 0 ? ":" + problem.line() : "";
    return "%s.%s(%s.java%s): "
        .formatted(file.internalName(), problem.method(), target.name(), line);
  }

  /** Bytecode does not show it; what a fixture suppresses stands in a place of this name. */
  private static boolean isSuppressed(Problem problem) {
    return (problem.className() + "." + problem.method()).matches(".*[sS]uppressed.*");
  }

  private static List<String> inOrder(Map<Integer, List<String>> found) {
    return found.values().stream().flatMap(List::stream).toList();
  }

  private static List<String> lines(List<Problem> problems) {
    return problems.stream().map(p -> p.line() + " " + p.reason()).sorted().toList();
  }
}
