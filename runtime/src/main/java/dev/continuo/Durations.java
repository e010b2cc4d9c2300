// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

import java.time.Duration;

/** Durations as nanoseconds. */
final class Durations {

  private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);
  private static final Duration SHORTEST = Duration.ofNanos(Long.MIN_VALUE / 2);

  private Durations() {}

  /** The nanoseconds of {@code d}, or the most that fit: 292 years. */
  static long nanos(Duration d) {
    if (d.compareTo(LONGEST) > 0) {
      return Long.MAX_VALUE;
    }
    return d.compareTo(SHORTEST) < 0 ? Long.MIN_VALUE / 2 : d.toNanos();
  }
}
