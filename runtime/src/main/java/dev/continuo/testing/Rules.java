// SPDX-License-Identifier: Apache-2.0
package dev.continuo.testing;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What holds for every run of an exploration.
 *
 * @param maxSteps the most steps
 * @param timeLimit the longest virtual time; null for any
 * @param skewNanos by how much timers may be late, and so overtake each other
 * @param strict whether what a program leaves behind is a failure
 * @param always called after each step; null for nothing
 * @param invariant called after each run; null for nothing
 */
record Rules(
    int maxSteps,
    @Nullable Duration timeLimit,
    long skewNanos,
    boolean strict,
    @Nullable Runnable always,
    @Nullable Runnable invariant) {

  static final Rules DEFAULT = new Rules(10_000, null, 0, false, null, null);
}
