// SPDX-License-Identifier: Apache-2.0
package dev.continuo.faults;

import static com.google.common.truth.Truth.assertWithMessage;
import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.createTask;
import static dev.continuo.Asyncio.gatherOutcomes;

import dev.continuo.AsyncCallable;
import dev.continuo.Asyncio;
import dev.continuo.Coroutine;
import dev.continuo.ErrorContext;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Runs a program again and again. Each run cancels one of its tasks at one point: before a pass of
 * the loop, or where the program calls {@link #point}; the first point, the second, until the
 * program ends untouched; then the next task. In a second round two tasks are cancelled at once,
 * and in a third one of them twice. Point 0 is before the first step of any task.
 *
 * <p>After each run the invariants must hold; a task whose cancellation was accepted must be
 * cancelled; and no task, timer, callback or job may be left on the loop.
 */
final class CancelEveryStep {

  /** What is to be run: a new one for each run. */
  static final class Program {
    private final List<AsyncCallable<Void>> bodies = new ArrayList<>();
    private final Set<Integer> essential = new HashSet<>();
    private Runnable invariant = () -> {};
    private Runnable atTheEnd = () -> {};

    /** Adds a task, which may be cancelled, even before it begins, and must then be cancelled. */
    Program task(AsyncCallable<Void> body) {
      bodies.add(body);
      return this;
    }

    /**
     * Adds a task that the others count on: it may be cancelled once it has begun, and need not end
     * for that.
     */
    Program essential(AsyncCallable<Void> body) {
      essential.add(bodies.size());
      return task(body);
    }

    /** What must be true, on the loop, when all tasks have ended. */
    Program invariant(Runnable check) {
      invariant = check;
      return this;
    }

    /** What must be true when also the jobs on threads have ended. */
    Program atTheEnd(Runnable check) {
      atTheEnd = check;
      return this;
    }
  }

  private static CancelEveryStep current;

  private final List<Task<?>> tasks = new ArrayList<>();
  private final Set<Task<?>> accepted = new HashSet<>();
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
    for (int at = 0; ; at++) {
      CancelEveryStep run = new CancelEveryStep(victims, at);
      try {
        Program program = programs.get();
        if (at > 0 || victims.stream().noneMatch(program.essential::contains)) {
          run.once(program);
        } else {
          continue;
        }
      } catch (Throwable t) {
        throw new AssertionError("with tasks " + victims + " cancelled at point " + at, t);
      }
      if (at > 0 && run.points < at) {
        return at;
      }
    }
  }

  private void once(Program program) {
    current = this;
    StepLoop loop = new StepLoop();
    List<ErrorContext> reports = new ArrayList<>();
    loop.setExceptionHandler((l, error) -> reports.add(error));
    Task<?> main = loop.createTask(all(program));
    loop.run(main, CancelEveryStep::point);
    current = null;
    main.result();
    loop.checkNothingIsLeft();
    program.atTheEnd.run();
    loop.close();
    assertWithMessage("reports").that(reports).isEmpty();
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
    if (at == 0) {
      cancelVictims();
    }
    for (var outcome : await(gatherOutcomes(tasks))) {
      if (outcome instanceof dev.continuo.Outcome.Failure<?> failure
          && !(failure.exception() instanceof dev.continuo.CancelledError)) {
        throw new AssertionError("a task failed", failure.exception());
      }
    }
    for (int i = 0; i < tasks.size(); i++) {
      Task<?> task = tasks.get(i);
      boolean mayGoOn = program.essential.contains(i);
      if (!accepted.contains(task) || !mayGoOn) {
        assertWithMessage("cancelled: task " + i)
            .that(task.isCancelled())
            .isEqualTo(accepted.contains(task));
      }
    }
    program.invariant.run();
    return Coroutine.done();
  }

  /** A point where the victims may be cancelled: programs call it between their steps. */
  static void point() {
    CancelEveryStep run = current;
    // Before their first step all are cancelled at point 0, or none.
    boolean allRun = run.at > 0 && run.begun > 0 && run.begun == run.tasks.size();
    if (allRun && ++run.points == run.at) {
      run.cancelVictims();
    }
  }

  private void cancelVictims() {
    for (int victim : victims) {
      Task<?> task = tasks.get(victim);
      if (task.cancel()) {
        accepted.add(task);
      }
    }
  }
}
