// SPDX-License-Identifier: Apache-2.0
package dev.continuo.testing;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * All schedules with no deviation from first come, first served, then all with one, with two, and
 * so on to a bound: most bugs need few. What runs after the last deviation is known from a run
 * without further ones, so each run shows where the next deviation can be. After Musuvathi and
 * Qadeer, "Iterative context bounding", 2007, and Emmi, Qadeer and Rakamaric, "Delay-bounded
 * scheduling", 2011.
 */
final class Bounded {

  private final Function<Schedule, Run<?>> runner;
  private int budget;
  private boolean complete = true;

  /** Runs at most {@code budget} schedules. */
  Bounded(Function<Schedule, Run<?>> runner, int budget) {
    this.runner = runner;
    this.budget = budget;
  }

  /** Runs until one gives true for {@code wanted}; null if none does, or the budget is over. */
  @Nullable Run<?> search(int bound, Predicate<Run<?>> wanted) {
    Deque<Schedule> level = new ArrayDeque<>(List.of(Schedule.FIFO));
    for (int size = 0; size <= bound && !level.isEmpty(); size++) {
      Deque<Schedule> next = new ArrayDeque<>();
      while (!level.isEmpty()) {
        if (budget-- == 0) {
          complete = false;
          return null;
        }
        Schedule schedule = level.poll();
        Run<?> run = runner.apply(schedule);
        if (wanted.test(run)) {
          return run;
        }
        // There is no use in keeping more than can be run.
        if (size < bound && next.size() <= budget) {
          next.addAll(extensions(schedule, run.course()));
        }
      }
      level = next;
    }
    return null;
  }

  private static List<Schedule> extensions(Schedule schedule, Course course) {
    List<Schedule> longer = new ArrayList<>();
    for (int step = schedule.lastStep() + 1; step <= course.steps(); step++) {
      for (int choice = 1; choice <= course.jumps(step); choice++) {
        longer.add(schedule.plus(step, choice));
      }
      if (course.mayPostpone(step)) {
        longer.add(schedule.plus(step, Schedule.WAIT));
      }
    }
    return longer;
  }

  /** Whether nothing was left out for want of budget. */
  boolean isComplete() {
    return complete;
  }
}
