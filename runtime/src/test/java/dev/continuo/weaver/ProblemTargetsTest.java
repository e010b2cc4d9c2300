// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver;

import static com.google.common.truth.Truth.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Weaves each program in {@code src/test/targets/problems}: all announced problems, no other. */
final class ProblemTargetsTest {
  static List<Target> targets() throws IOException {
    return Target.in(Target.FOLDER.resolve("problems"));
  }

  @ParameterizedTest
  @MethodSource("targets")
  void isRefusedWhereItsCommentsSay(Target target) throws IOException {
    Map<Integer, List<String>> found = new TreeMap<>();
    for (ClassFile file : target.compile()) {
      try {
        new Weaver().weave(file.bytes());
      } catch (WeavingException e) {
        for (Problem problem : e.problems()) {
          assertThat(problem.message())
              .startsWith(
                  file.internalName()
                      + (problem.method() == null ? "" : "." + problem.method())
                      + "("
                      + target.source().getFileName()
                      + (problem.line() > 0 ? ":" + problem.line() : "")
                      + "): ");
          found
              .computeIfAbsent(problem.line(), line -> new ArrayList<>())
              .add(problem.reason() + "; " + problem.remedy());
        }
      }
    }
    Map<Integer, List<String>> expected = target.expected("problem");
    List<String> unplaced = new ArrayList<>();
    target.expected("unplaced").values().forEach(unplaced::addAll);
    if (!unplaced.isEmpty()) {
      expected.put(0, unplaced);
    }
    assertThat(found).isEqualTo(expected);
  }
}
