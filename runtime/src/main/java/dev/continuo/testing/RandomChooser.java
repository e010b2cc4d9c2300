// SPDX-License-Identifier: Apache-2.0
package dev.continuo.testing;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Choices from a seed, the same on every JDK. The seed also chooses the manner, since some bugs
 * show in a wild order, and others only if nearly all is in order, or one task is slow throughout.
 */
final class RandomChooser implements Chooser {

  /** A task's rank is lowered at one of so many of its turns, so that none starves the others. */
  private static final int TURNS_BEFORE_LOWERED = 12;

  private final Map<Object, Long> ranks = new IdentityHashMap<>();
  private final boolean byRank;

  /** One choice of so many is not the first. */
  private final int rarity;

  private long state;
  private long lowest;

  private RandomChooser(long seed) {
    state = seed;
    int manner = below(8);
    byRank = manner < 2;
    rarity = manner == 2 ? 16 : manner == 3 ? 4 : 1;
  }

  /** Choices of a seed; 0 is first come, first served. */
  static Chooser of(long seed) {
    return seed == 0 ? FIFO : new RandomChooser(seed);
  }

  @Override
  public int choose(int step, List<Object> runners, boolean mayPostpone) {
    if (byRank) {
      return highest(runners);
    }
    if (rarity == 1) {
      return below(runners.size());
    }
    if (below(rarity) != 0) {
      return 0;
    }
    return 1 + below(runners.size() - (mayPostpone ? 0 : 1));
  }

  private int highest(List<Object> runners) {
    int best = 0;
    for (int i = 0; i < runners.size(); i++) {
      if (rank(runners.get(i)) > rank(runners.get(best))) {
        best = i;
      }
    }
    if (below(TURNS_BEFORE_LOWERED) == 0) {
      ranks.put(runners.get(best), --lowest);
    }
    return best;
  }

  private long rank(Object runner) {
    return ranks.computeIfAbsent(runner, r -> next() >>> 1);
  }

  private int below(int bound) {
    return (int) Long.remainderUnsigned(next(), bound);
  }

  /** SplitMix64, by Steele, Lea and Flood. */
  private long next() {
    long z = state += 0x9e3779b97f4a7c15L;
    z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
    z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
    return z ^ z >>> 31;
  }
}
