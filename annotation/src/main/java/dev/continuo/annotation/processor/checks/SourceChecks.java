// SPDX-License-Identifier: Apache-2.0
package dev.continuo.annotation.processor.checks;

import java.util.List;

/** All checks of sources, in the order in which a file is put to them. */
public final class SourceChecks {

  static final List<SourceCheck> ALL = List.of(new SwallowedCancellation());

  private SourceChecks() {}

  /** The names of the checks, each that of its documentation and of its suppression. */
  public static List<String> names() {
    return ALL.stream().map(SourceCheck::name).toList();
  }
}
