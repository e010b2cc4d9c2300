// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver.generator;

/**
 * The seeds of one run.
 *
 * @param from the first
 * @param to the last
 */
record Seeds(long from, long to) {
  private static final String PROPERTY = "generator.seeds";

  long count() {
    return to - from + 1;
  }

  /** What {@code -Dgenerator.seeds=FROM..TO} asks for. */
  static Seeds chosen() {
    String[] ends = System.getProperty(PROPERTY, "1..100").split("\\.\\.", 2);
    if (ends.length < 2) {
      throw new IllegalArgumentException("-D" + PROPERTY + " must be FROM..TO, such as 1..100");
    }
    return new Seeds(Long.parseLong(ends[0]), Long.parseLong(ends[1]));
  }
}
