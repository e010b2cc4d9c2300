// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver.generator;

import java.util.List;
import java.util.SplittableRandom;

/** Random choices that depend on the seed alone, on every JDK. */
final class Choices {
  private final SplittableRandom random;

  Choices(long seed) {
    random = new SplittableRandom(seed);
  }

  /** From 0 to {@code bound - 1}. How a JDK bounds its numbers has changed, so we do it. */
  int below(int bound) {
    return (int) ((random.nextLong() >>> 33) % bound);
  }

  boolean chance(int percent) {
    return below(100) < percent;
  }

  <E> E of(List<E> elements) {
    return elements.get(below(elements.size()));
  }

  String of(String... texts) {
    return texts[below(texts.length)];
  }
}
