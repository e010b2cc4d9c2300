// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver.generator;

import java.util.List;
import java.util.SplittableRandom;

/** Random choices that depend on the seed alone, on every JDK. */
public final class Choices {
  private final SplittableRandom random;

  /** The choices of {@code seed}. */
  public Choices(long seed) {
    random = new SplittableRandom(seed);
  }

  /** From 0 to {@code bound - 1}. How a JDK bounds its numbers has changed, so we do it. */
  public int below(int bound) {
    return (int) ((random.nextLong() >>> 33) % bound);
  }

  /** True in so many of a hundred cases. */
  public boolean chance(int percent) {
    return below(100) < percent;
  }

  /** One of them. */
  public <E> E of(List<E> elements) {
    return elements.get(below(elements.size()));
  }

  /** One of them. */
  public String of(String... texts) {
    return texts[below(texts.length)];
  }
}
