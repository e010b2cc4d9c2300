// SPDX-License-Identifier: Apache-2.0
package dev.continuo.faults;

import static com.google.common.truth.Truth.assertWithMessage;
import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.createTask;
import static dev.continuo.Asyncio.gatherOutcomes;

import dev.continuo.AsyncCallable;
import dev.continuo.Asyncio;
import dev.continuo.Coroutine;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Runs a program again and again. Each run cancels one of its tasks at one point: before a pass of
 * the loop, or where the program calls {@link #point}; the first point, the second, until the
 * program ends untouched; then the next task. After each run the invariants must hold. In a second
 * round two tasks are cancelled at once, and in a third one of them twice.
 */
final class CancelEveryStep {

  /** What is to be run: a new one for each run. */
  static final class Program {
    private final List<AsyncCallable<Void>> bodies = new ArrayList<>();
    private Runnable invariant = () -> {};

    /** Adds a task, which may be cancelled. */
    Program task(AsyncCallable<Void> body) {
      bodies.add(body);
      return this;
    }

    /** What must be true, on the loop, when all tasks have ended. */
    Program invariant(Runnable check) {
      invariant = check;
      return this;
    }
  }

  private static CancelEveryStep current;

  private final List<Task<?>> tasks = new ArrayList<>();
  private final List<Integer> victims;
  private final int at;
  private int begun;
  private int points;

  private CancelEveryStep(List<Integer> victims, int at) {
    this.victims = victims;
    this.at = at;
  }

  /** Runs the programs; gives the number of runs. */
  static int run(Supplier<Program> programs) {
    int n = programs.get().bodies.size();
    int runs = 0;
    for (int i = 0; i < n; i++) {
      runs += untilUntouched(programs, List.of(i));
      runs += untilUntouched(programs, List.of(i, i));
      for (int j = 0; j < n; j++) {
        if (i != j) {
          runs += untilUntouched(programs, List.of(i, j));
        }
      }
    }
    return runs;
  }

  private static int untilUntouched(Supplier<Program> programs, List<Integer> victims) {
    for (int at = 1; ; at++) {
      CancelEveryStep run = new CancelEveryStep(victims, at);
      try {
        run.once(programs.get());
      } catch (Throwable t) {
        throw new AssertionError("with tasks " + victims + " cancelled at point " + at, t);
      }
      if (run.points < at) {
        return at;
      }
    }
  }

  private void once(Program program) {
    current = this;
    StepLoop loop = new StepLoop();
    Task<?> main = loop.createTask(all(program));
    loop.run(main, CancelEveryStep::point);
    current = null;
    main.result();
    assertWithMessage("tasks left").that(loop.left()).isEmpty();
    loop.close();
  }

  @Async
  private Coroutine<Void> all(Program program) {
    for (AsyncCallable<Void> body : program.bodies) {
      String name = Integer.toString(tasks.size());
      tasks.add(
          createTask(
              name,
              Asyncio.async(
                  () -> {
                    begun++;
                    return body.call();
                  })));
    }
    for (var outcome : await(gatherOutcomes(tasks))) {
      if (outcome instanceof dev.continuo.Outcome.Failure<?> failure
          && !(failure.exception() instanceof dev.continuo.CancelledError)) {
        throw new AssertionError("a task failed", failure.exception());
      }
    }
    program.invariant.run();
    return Coroutine.done();
  }

  /** A point where the victims may be cancelled: programs call it between their steps. */
  static void point() {
    CancelEveryStep run = current;
    // Before its first step a task would not even clean up, and others may rely on that.
    boolean allRun = run.begun > 0 && run.begun == run.tasks.size();
    if (allRun && ++run.points == run.at) {
      run.victims.forEach(victim -> run.tasks.get(victim).cancel());
    }
  }
}
