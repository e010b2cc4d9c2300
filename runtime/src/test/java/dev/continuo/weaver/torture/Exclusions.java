// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver.torture;

import java.util.Map;

/** Which tests of the library run, and which cannot pass when its methods are async. */
final class Exclusions {
  /** What the default build runs: nothing that is slow as published. */
  private static final String SMALL = ".*lang3\\.(math|mutable|tuple)\\..*Test";

  /** Parts of the unique names of tests, and why they fail. */
  private static final Map<String, String> REASONS = Map.of();

  private Exclusions() {}

  /**
   * @param chosen a regular expression for names of test classes, or SMALL
   */
  static boolean isChosen(String testClass, String chosen) {
    return testClass.matches(chosen.equals("SMALL") ? SMALL : chosen);
  }

  /** Why this test fails; null if it must pass. */
  static String reasonToFail(String test) {
    return REASONS.keySet().stream()
        .filter(test::contains)
        .map(REASONS::get)
        .findFirst()
        .orElse(null);
  }
}
