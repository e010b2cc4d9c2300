// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver;

import java.util.List;

/** A class cannot be woven. Nothing of it was written: use the class file as it was, or fail. */
public final class WeavingException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;
  private final transient List<Problem> found;

  WeavingException(List<Problem> problems, List<Problem> found) {
    super(text(problems));
    this.problems = List.copyOf(problems);
    this.found = List.copyOf(found);
  }

  WeavingException(Problem problem) {
    this(List.of(problem), List.of());
  }

  /** What the checks found besides, errors and warnings that would not have hindered weaving. */
  public List<Problem> found() {
    return found;
  }

  /** What stands in the way, in the order of the class file; at least one, and all are errors. */
  public List<Problem> problems() {
    return problems;
  }

  private static String text(List<Problem> problems) {
    String first = problems.get(0).message();
    return problems.size() == 1 ? first : first + " (and " + (problems.size() - 1) + " more)";
  }
}
