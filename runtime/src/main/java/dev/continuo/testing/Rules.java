// SPDX-License-Identifier: Apache-2.0
package dev.continuo.testing;

import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What holds for every run of an exploration. */
final class Rules {

  static final Rules DEFAULT = new Rules();
  private static final String REPLAY = "TestLoop.replay(%s, main)";
  private static final String REPLAY_SO = "replay(%s, main) of the same Explorer";

  /** The most steps of a run. */
  int maxSteps = 10_000;

  /** The longest virtual time of a run; null for any. */
  @Nullable Duration timeLimit;

  /** By how much timers may be late, and so overtake each other. */
  long skewNanos;

  /** Whether what a program leaves behind is a failure. */
  boolean strict;

  /** Called after each step; null for nothing. */
  @Nullable Runnable always;

  /** Called after each run; null for nothing. */
  @Nullable Runnable invariant;

  /** Looked at after each step, for one run; null for none. */
  @Nullable Fault fault;

  /** How a schedule, for {@code %s}, is run again. */
  String replayedBy = REPLAY;

  private Rules() {}

  /** These, but for a change. */
  Rules with(Consumer<Rules> change) {
    Rules rules = new Rules();
    rules.maxSteps = maxSteps;
    rules.timeLimit = timeLimit;
    rules.skewNanos = skewNanos;
    rules.strict = strict;
    rules.always = always;
    rules.invariant = invariant;
    rules.fault = fault;
    rules.replayedBy = replayedBy.equals(REPLAY) ? REPLAY_SO : replayedBy;
    change.accept(rules);
    return rules;
  }
}
