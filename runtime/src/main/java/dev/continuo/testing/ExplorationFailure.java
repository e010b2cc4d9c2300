// SPDX-License-Identifier: Apache-2.0
package dev.continuo.testing;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A program has failed under one of the schedules it was run in. The cause is its own failure,
 * under the shortest schedule; the message says how to have it again.
 */
public final class ExplorationFailure extends AssertionError {

  private static final long serialVersionUID = 1L;

  private final @Nullable Long seed;
  private final String schedule;
  private final int schedules;

  ExplorationFailure(
      String message,
      @Nullable Throwable cause,
      @Nullable Long seed,
      String schedule,
      int schedules) {
    super(message, cause);
    this.seed = seed;
    this.schedule = schedule;
    this.schedules = schedules;
  }

  /** The seed of the schedule that failed first; empty if that was not a random one. */
  public OptionalLong seed() {
    return seed == null ? OptionalLong.empty() : OptionalLong.of(seed);
  }

  /**
   * The shortest schedule that fails so, as {@link Explorer#replay(String,
   * dev.continuo.AsyncCallable)} takes it.
   */
  public String schedule() {
    return schedule;
  }

  /** As the how manieth schedule it failed, counted from 1. */
  public int schedules() {
    return schedules;
  }
}
