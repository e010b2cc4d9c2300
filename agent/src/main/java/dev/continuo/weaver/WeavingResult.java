// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver;

import java.util.List;

/**
 * What became of one class.
 *
 * @param classes empty if the class has nothing to weave or is woven already; otherwise the class
 *     itself first, then its frame classes
 * @param found what the checks found in it that does not hinder weaving: errors, which should end a
 *     build, and warnings
 */
public record WeavingResult(List<ClassFile> classes, List<Problem> found) {
  static final WeavingResult UNCHANGED = new WeavingResult(List.of());

  public WeavingResult {
    classes = List.copyOf(classes);
    found = List.copyOf(found);
  }

  /** A result in which there is nothing to find. */
  public WeavingResult(List<ClassFile> classes) {
    this(classes, List.of());
  }

  /** The problems found that should end a build, although the class could be woven. */
  public List<Problem> errors() {
    return found.stream().filter(Problem::isError).toList();
  }

  /** The problems found that the user should know of. */
  public List<Problem> warnings() {
    return found.stream().filter(problem -> !problem.isError()).toList();
  }

  /** Whether the class was changed: if not, the caller keeps the class file it has. */
  public boolean isWoven() {
    return !classes.isEmpty();
  }
}
