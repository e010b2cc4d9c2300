// SPDX-License-Identifier: Apache-2.0
package dev.continuo.testing;

import java.util.function.Function;

/** Looks for the schedule with the fewest deviations that fails as a given one does. */
final class Shrinker {

  private static final int MOST_RUNS = 2_000;
  private static final int MOST_STEPS = 5_000_000;

  private final Function<Schedule, Run<?>> runner;
  private Run<?> shortest;
  private int runs;
  private long steps;
  private boolean proven;

  /** For a run that failed; {@code runner} runs the same program under another schedule. */
  Shrinker(Run<?> failing, Function<Schedule, Run<?>> runner) {
    this.runner = runner;
    this.shortest = failing;
  }

  /** The shortest run found. */
  Run<?> shrink() {
    leaveOut();
    if (length() > 0) {
      Bounded search = new Bounded(this::run, MOST_RUNS);
      Run<?> shorter = search.search(length() - 1, run -> isOver() || run.endsAs(shortest));
      if (shorter != null && shorter.endsAs(shortest)) {
        shortest = shorter;
        proven = true;
      } else {
        proven = shorter == null && search.isComplete();
      }
    } else {
      proven = true;
    }
    return shortest;
  }

  /** Whether all shorter schedules were tried. */
  boolean isProven() {
    return proven;
  }

  private int length() {
    return shortest.course().schedule().size();
  }

  private boolean isOver() {
    return runs >= MOST_RUNS || steps >= MOST_STEPS;
  }

  private Run<?> run(Schedule schedule) {
    Run<?> run = runner.apply(schedule);
    runs++;
    steps += run.course().steps();
    return run;
  }

  /** Leaves out halves, quarters and so on down to single deviations, as long as that helps. */
  private void leaveOut() {
    int chunk = Math.max(1, length() / 2);
    while (length() > 0 && !isOver()) {
      int before = length();
      for (int from = 0; from < length() && !isOver(); ) {
        Schedule less = shortest.course().schedule();
        less = less.without(from, Math.min(length(), from + chunk));
        Run<?> run = run(less);
        if (run.endsAs(shortest) && run.course().schedule().size() < length()) {
          shortest = run;
        } else {
          from += chunk;
        }
      }
      if (chunk == 1 && length() == before) {
        return;
      }
      chunk = Math.max(1, Math.min(chunk / 2, length()));
    }
  }
}
