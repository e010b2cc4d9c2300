// SPDX-License-Identifier: Apache-2.0
package dev.continuo.testing;

import dev.continuo.AsyncCallable;
import dev.continuo.CancelledError;
import dev.continuo.Task;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Runs a program again and again, and each time cancels a task one step later: after the first step
 * of the loop in which it has begun, after the second, and so on, until it ends untouched. So
 * cleanup is tried at every await.
 *
 * <p>A run may end well or, as cancelled tasks make others so, by a {@link CancelledError}.
 * Anything else is a failure: another exception, a deadlock, a run without end, an invariant that
 * does not hold, something left behind by a program that was not cancelled itself. Each run is on a
 * new {@link TestLoop}, first come, first served or as {@link #seed} says. What {@link Explorer}
 * says of a program goes here too: it must do the same each time, and share nothing between runs.
 *
 * <p>An object of this class does not change: each method gives another one.
 */
public final class Faults {

  /** Which task, in words as Java code; and how to find it. */
  private record Victim(String call, Function<Course, @Nullable Task<?>> find) {}

  private final @Nullable Victim victim;
  private final Rules rules;
  private final boolean twice;
  private final long seed;

  private Faults(@Nullable Victim victim, Rules rules, boolean twice, long seed) {
    this.victim = victim;
    this.rules = rules;
    this.twice = twice;
    this.seed = seed;
  }

  private static Faults cancel(@Nullable Victim victim) {
    return new Faults(victim, Rules.DEFAULT.with(r -> r.strict = true), false, 0);
  }

  /** Cancels the program itself. */
  public static Faults cancelMain() {
    return cancel(new Victim("cancelMain()", Course::main));
  }

  /** Cancels the task of this name; if there are several, the first. */
  public static Faults cancel(String name) {
    Objects.requireNonNull(name, "name");
    return cancel(new Victim("cancel(\"" + name + "\")", course -> course.begun(name)));
  }

  /** Cancels each task in turn, the program itself first. */
  public static Faults cancelEach() {
    return cancel((Victim) null);
  }

  private static Victim nth(int n) {
    return new Victim("cancelEach()", course -> course.begun(n));
  }

  /** Cancels it once more a step later, so in the midst of its cleanup. */
  public Faults twice() {
    return new Faults(victim, rules, true, seed);
  }

  /** Has {@code check} called after each run that has not failed; what it throws is a failure. */
  public Faults invariant(Runnable check) {
    Objects.requireNonNull(check, "check");
    return with(rules.with(r -> r.invariant = check));
  }

  /** The longest virtual time of a run; any by default. */
  public Faults timeLimit(Duration limit) {
    Objects.requireNonNull(limit, "limit");
    return with(rules.with(r -> r.timeLimit = limit));
  }

  /** Does not mind what a run leaves behind. */
  public Faults lenient() {
    return with(rules.with(r -> r.strict = false));
  }

  /** Runs steps in the order of a seed, see {@link Explorer#random}; 0 is the order of arrival. */
  public Faults seed(long number) {
    return new Faults(victim, rules, twice, number);
  }

  private Faults with(Rules newRules) {
    return new Faults(victim, newRules, twice, seed);
  }

  /**
   * Runs {@code main} until the task in question ends untouched.
   *
   * @return how many runs that took
   * @throws AssertionError if one fails: says where the task was then, and has the failure as cause
   */
  public <T extends @Nullable Object> int run(AsyncCallable<T> main) {
    Objects.requireNonNull(main, "main");
    if (victim != null) {
      Count count = run(main, victim);
      if (!count.found()) {
        throw new IllegalArgumentException(
            victim.call() + ": no such task has run; createTask(name, ..) gives a task its name");
      }
      return count.runs();
    }
    int runs = 0;
    for (int n = 0; ; n++) {
      Count count = run(main, nth(n));
      runs += count.runs();
      if (!count.found()) {
        return runs;
      }
    }
  }

  /** How many runs there were, and whether there was the task to cancel. */
  private record Count(int runs, boolean found) {}

  private Count run(AsyncCallable<?> main, Victim v) {
    for (int at = 1; ; at++) {
      Fault fault = new Fault(v.find(), at, twice);
      Run<?> run = Run.of(main, RandomChooser.of(seed), rules.with(r -> r.fault = fault), false);
      Throwable failure = run.failure();
      if (failure != null && !(failure instanceof CancelledError && fault.place() != null)) {
        throw new AssertionError(text(v, fault, at, failure), failure);
      }
      if (fault.place() == null) {
        return new Count(at, v.find().apply(run.course()) != null);
      }
    }
  }

  private static String text(Victim v, Fault fault, int at, Throwable failure) {
    String first = failure.toString().lines().findFirst().orElse("");
    return fault.place() == null
        ? "it fails, though nothing was cancelled: " + first
        : v.call() + " at point " + at + ", " + fault.place() + ": " + first;
  }
}
