// SPDX-License-Identifier: Apache-2.0
package dev.continuo.testing;

import dev.continuo.AsyncCallable;
import dev.continuo.Asyncio;
import dev.continuo.Coroutine;
import dev.continuo.Runner;
import org.jspecify.annotations.Nullable;

/**
 * One run of a program under one schedule.
 *
 * @param course what happened
 * @param value what the program gave
 * @param failure what failed it, or an invariant; null if nothing
 */
record Run<T extends @Nullable Object>(
    Course course, @Nullable T value, @Nullable Throwable failure) {

  static <T extends @Nullable Object> Run<T> of(
      AsyncCallable<T> main, Chooser chooser, Rules rules, boolean explains) {
    Course course = new Course(chooser, rules, explains);
    TestLoop loop = new TestLoop(course);
    if (rules.timeLimit != null) {
      loop.setTimeLimit(rules.timeLimit);
    }
    T value = null;
    Throwable failure = null;
    try {
      // To watch coroutines takes long, and one schedule will do: the same code makes them in all.
      value = run(loop, Asyncio.async(main), rules.strict, chooser == Chooser.FIFO);
      if (rules.invariant != null) {
        rules.invariant.run();
      }
    } catch (Throwable t) {
      failure = t;
    }
    return new Run<>(course, value, failure);
  }

  private static <T extends @Nullable Object> T run(
      TestLoop loop, Coroutine<T> main, boolean strict, boolean watches) {
    if (strict) {
      try (StrictRunner runner = new StrictRunner(loop, watches)) {
        return runner.run(main);
      }
    }
    try (Runner runner = Runner.builder().loop(() -> loop).build()) {
      return runner.run(main);
    }
  }

  /** The value, or throws what failed it, as is. */
  T get() {
    Throwable t = failure;
    if (t != null) {
      throw asIs(t);
    }
    return value;
  }

  @SuppressWarnings("unchecked")
  private static <X extends Throwable> RuntimeException asIs(Throwable t) throws X {
    throw (X) t;
  }

  /** Whether both ended alike: well, or by the same kind of failure. */
  boolean endsAs(Run<?> other) {
    Throwable theirs = other.failure;
    return failure == null || theirs == null
        ? failure == theirs
        : failure.getClass() == theirs.getClass();
  }
}
