// SPDX-License-Identifier: Apache-2.0
package dev.continuo.testing;

import dev.continuo.AsyncCallable;
import java.time.Duration;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs a program under many schedules, each time on a new {@link TestLoop}, until one fails.
 *
 * <p><b>What is varied.</b> A loop runs what is ready in the order it came. But when a thing comes,
 * a program seldom knows: an answer may be early or late, and code that it calls may await once
 * more in its next version. So at each step any task that is ready may run, wherever it stands in
 * the queue. What {@link dev.continuo.EventLoop} promises is kept: callbacks, those of futures too,
 * run in the order they were scheduled; timers in the order of their deadlines (but see {@link
 * #timeSkew}); time moves only when nothing is ready. So are the promises of locks, queues and the
 * like, for they are kept by these, not by the order of steps: whoever waits for a lock first, has
 * it first.
 *
 * <p><b>How.</b> {@link #random} takes each order from a seed. {@link #bounded} goes through all
 * orders that deviate from first come, first served in at most so many steps; at a step another
 * task runs first, or the one whose turn it is waits until all others had theirs.
 *
 * <p><b>What it needs.</b> Each run calls the program anew; what it shares with other runs, it has
 * to reset. It must do the same in the same order: no threads, no real time, no randomness but from
 * a fixed seed. Where a run cannot be repeated, the exploration says so.
 *
 * <p>A failure is an {@link ExplorationFailure}. An explorer does not change: each method gives
 * another one.
 */
public final class Explorer {

  private final int schedules;

  /** The bound on deviations; negative for random schedules. */
  private final int bound;

  private final long firstSeed;
  private final Rules rules;

  private Explorer(int schedules, int bound, long firstSeed, Rules rules) {
    this.schedules = schedules;
    this.bound = bound;
    this.firstSeed = firstSeed;
    this.rules = rules;
  }

  /**
   * Schedules from seeds, one each: 0, which is first come, first served, then 1, 2, and so on.
   *
   * @throws IllegalArgumentException if {@code schedules} is less than 1
   */
  public static Explorer random(int schedules) {
    return new Explorer(atLeastOne("schedules", schedules), -1, 0, Rules.DEFAULT);
  }

  /**
   * All schedules with no deviation, then with one, and so on; at most 10,000, see {@link
   * #schedules}.
   *
   * @param deviations how many at most; two find most bugs
   * @throws IllegalArgumentException if {@code deviations} is negative
   */
  public static Explorer bounded(int deviations) {
    if (deviations < 0) {
      throw new IllegalArgumentException("deviations must not be negative, not " + deviations);
    }
    return new Explorer(10_000, deviations, 0, Rules.DEFAULT);
  }

  /** The most schedules to run. */
  public Explorer schedules(int most) {
    return new Explorer(atLeastOne("schedules", most), bound, firstSeed, rules);
  }

  /** The first seed; the others count on from there. Of no use for a bounded exploration. */
  public Explorer seed(long first) {
    return new Explorer(schedules, bound, first, rules);
  }

  /** The most steps of a run, 10,000 by default: then it fails with a LivelockException. */
  public Explorer maxSteps(int steps) {
    return with(r -> r.maxSteps = atLeastOne("steps", steps));
  }

  /** The longest virtual time of a run, any by default: then it fails likewise. */
  public Explorer timeLimit(Duration limit) {
    Objects.requireNonNull(limit, "limit");
    return with(r -> r.timeLimit = limit);
  }

  /**
   * Lets the loop be late for timers by {@code late}, so that timers whose deadlines are no further
   * apart are due together; these then run in any order.
   */
  public Explorer timeSkew(Duration late) {
    long nanos = TestLoop.nanos(Objects.requireNonNull(late, "late"));
    return with(r -> r.skewNanos = nanos);
  }

  /** Has runs fail that leave something behind, as {@link TestLoop#runStrictly} does. */
  public Explorer strict() {
    return with(r -> r.strict = true);
  }

  /** Has {@code check} called after each run that has not failed; what it throws is a failure. */
  public Explorer invariant(Runnable check) {
    Objects.requireNonNull(check, "check");
    return with(r -> r.invariant = check);
  }

  /** Has {@code check} called after each step, on the loop; what it throws is a failure. */
  public Explorer always(Runnable check) {
    Objects.requireNonNull(check, "check");
    return with(r -> r.always = check);
  }

  /**
   * How the message of a failure says to run a schedule again, for who wraps this: a text in which
   * {@code %s} stands for the seed or for the schedule, which is put in quotation marks.
   */
  public Explorer replayedBy(String format) {
    Objects.requireNonNull(format, "format");
    return with(r -> r.replayedBy = format);
  }

  private Explorer with(Consumer<Rules> change) {
    return new Explorer(schedules, bound, firstSeed, rules.with(change));
  }

  private static int atLeastOne(String name, int n) {
    if (n < 1) {
      throw new IllegalArgumentException(name + " must be at least 1, not " + n);
    }
    return n;
  }

  // ---- running

  /**
   * Runs {@code main} under schedule after schedule.
   *
   * @throws ExplorationFailure at the first that fails
   */
  public <T extends @Nullable Object> Exploration explore(AsyncCallable<T> main) {
    Objects.requireNonNull(main, "main");
    Tally tally = new Tally();
    if (bound < 0) {
      for (int i = 0; i < schedules; i++) {
        long seed = firstSeed + i;
        Run<?> run = tally.add(Run.of(main, RandomChooser.of(seed), rules, false));
        if (run.failure() != null) {
          throw new Report(main, rules, run, tally.count).of(seed, schedules);
        }
      }
      return tally.result(false);
    }
    Bounded search = new Bounded(s -> tally.add(exactly(s, main)), schedules);
    Run<?> failed = search.search(bound, run -> run.failure() != null);
    if (failed != null) {
      throw new Report(main, rules, failed, tally.count).of(null, schedules);
    }
    return tally.result(search.isComplete());
  }

  /** Runs a schedule that follows from an earlier run, so that each deviation must be possible. */
  private Run<?> exactly(Schedule schedule, AsyncCallable<?> main) {
    Run<?> run = Run.of(main, schedule.chooser(), rules, false);
    if (!run.course().schedule().equals(schedule)) {
      throw Report.notRepeatable("schedule " + schedule + " was possible before, and is not now");
    }
    return run;
  }

  /**
   * Runs {@code main} once, in the order of a seed: its value, or throws what failed it, as is. The
   * other settings must be those of the exploration that failed.
   */
  public <T extends @Nullable Object> T replay(long seed, AsyncCallable<T> main) {
    Objects.requireNonNull(main, "main");
    return Run.of(main, RandomChooser.of(seed), rules, false).get();
  }

  /**
   * As {@link #replay(long, AsyncCallable)}, for {@link ExplorationFailure#schedule}.
   *
   * @throws IllegalArgumentException if {@code schedule} is none
   * @throws IllegalStateException if {@code main} has not failed, but this is not its schedule
   */
  public <T extends @Nullable Object> T replay(String schedule, AsyncCallable<T> main) {
    Objects.requireNonNull(main, "main");
    Schedule parsed = Schedule.parse(schedule);
    Run<T> run = Run.of(main, parsed.chooser(), rules, false);
    if (run.failure() == null && !run.course().schedule().equals(parsed)) {
      throw Report.notRepeatable(
          "it ran as schedule "
              + run.course().schedule()
              + ", for "
              + parsed
              + " was not possible");
    }
    return run.get();
  }

  /** Counts runs. */
  private static final class Tally {

    private final Set<Integer> orders = new HashSet<>();
    private int count;
    private int longest;

    Run<?> add(Run<?> run) {
      count++;
      longest = Math.max(longest, run.course().steps());
      orders.add(run.course().order().hashCode());
      return run;
    }

    Exploration result(boolean complete) {
      return new Exploration(count, orders.size(), complete, longest);
    }
  }
}
