// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver;

import java.util.List;

/**
 * What became of one class.
 *
 * @param classes empty if the class has nothing to weave or is woven already; otherwise the class
 *     itself first, then its frame classes
 */
public record WeavingResult(List<ClassFile> classes) {
  static final WeavingResult UNCHANGED = new WeavingResult(List.of());

  public WeavingResult {
    classes = List.copyOf(classes);
  }

  /** Whether the class was changed: if not, the caller keeps the class file it has. */
  public boolean isWoven() {
    return !classes.isEmpty();
  }
}
