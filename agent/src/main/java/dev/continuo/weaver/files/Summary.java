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
 */
public record Summary(int seen, int woven, List<Problem> problems) {

  public static final Summary NOTHING = new Summary(0, 0, List.of());

  public Summary {
    problems = List.copyOf(problems);
  }

  static Summary of(Attempt attempt) {
    if (attempt instanceof Attempt.Refused refused) {
      return new Summary(1, 0, refused.problems());
    }
    return new Summary(1, attempt instanceof Attempt.Woven ? 1 : 0, List.of());
  }

  public Summary plus(Summary other) {
    List<Problem> all = new ArrayList<>(problems);
    all.addAll(other.problems);
    return new Summary(seen + other.seen, woven + other.woven, all);
  }

  /** For instance {@code wove 3 of 12 classes}. */
  @Override
  public String toString() {
    return "wove " + woven + " of " + seen + (seen == 1 ? " class" : " classes");
  }
}
