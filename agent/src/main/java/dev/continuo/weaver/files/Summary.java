// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver.files;

import dev.continuo.weaver.Problem;
import java.util.ArrayList;
import java.util.List;

/**
 * What was done to a set of class files.
 *
 * @param seen the class files looked at
 * @param woven those that were rewritten
 * @param problems why others were not, in the order they were met
 * @param warnings what the checks found in any of them
 */
public record Summary(int seen, int woven, List<Problem> problems, List<Problem> warnings) {

  public static final Summary NOTHING = new Summary(0, 0, List.of(), List.of());

  public Summary {
    problems = List.copyOf(problems);
    warnings = List.copyOf(warnings);
  }

  static Summary of(Attempt attempt) {
    if (attempt instanceof Attempt.Refused refused) {
      return new Summary(1, 0, refused.problems(), refused.found());
    }
    return new Summary(1, attempt instanceof Attempt.Woven ? 1 : 0, List.of(), attempt.found());
  }

  public Summary plus(Summary other) {
    return new Summary(
        seen + other.seen,
        woven + other.woven,
        joined(problems, other.problems),
        joined(warnings, other.warnings));
  }

  private static List<Problem> joined(List<Problem> first, List<Problem> second) {
    List<Problem> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }

  /** For instance {@code wove 3 of 12 classes}. */
  @Override
  public String toString() {
    return "wove " + woven + " of " + seen + (seen == 1 ? " class" : " classes");
  }
}
