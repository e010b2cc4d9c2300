// SPDX-License-Identifier: Apache-2.0
package dev.continuo.faults;

import static com.google.common.truth.Truth.assertThat;
import static dev.continuo.Asyncio.asCompleted;
import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.createTask;
import static dev.continuo.Asyncio.each;
import static dev.continuo.Asyncio.gather;
import static dev.continuo.Asyncio.gatherOutcomes;
import static dev.continuo.Asyncio.raceFirst;
import static dev.continuo.Asyncio.sleep;
import static dev.continuo.Asyncio.waitUntil;
import static dev.continuo.Asyncio.yieldNow;
import static dev.continuo.faults.CancelEveryStep.point;
import static dev.continuo.faults.ScopeFaultsTest.fail;
import static dev.continuo.faults.ScopeFaultsTest.work;

import dev.continuo.Coroutine;
import dev.continuo.Future;
import dev.continuo.ReturnWhen;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import dev.continuo.faults.CancelEveryStep.Program;
import dev.continuo.faults.ScopeFaultsTest.Count;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Waiting for several at once leaves nothing behind, whoever is cancelled, and whenever. */
@SuppressWarnings("continuo:SwallowedCancellation") // on purpose, in one that races
class WaitFaultsTest {

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration HOUR = Duration.ofHours(1);

  private interface Body {
    Coroutine<Void> of(Count count);
  }

  private static void run(Body body) {
    CancelEveryStep.run(
        () -> {
          Count count = new Count();
          return new Program()
              .task(() -> body.of(count))
              .task(() -> body.of(count))
              .invariant(() -> assertThat(count.open).isEqualTo(0));
        });
  }

  @Test
  void gatherEndsWithAllItGathers() {
    run(WaitFaultsTest::gathers);
  }

  @Async
  private static Coroutine<Void> gathers(Count count) {
    List<Integer> values =
        await(
            gather(
                work(count, SECOND),
                work(count, SECOND.multipliedBy(2)),
                work(count, SECOND.multipliedBy(2))));
    assertThat(values).hasSize(3);
    point();
    return Coroutine.done();
  }

  @Test
  void gatherOfOutcomesEndsWithAllItGathers() {
    run(WaitFaultsTest::gathersOutcomes);
  }

  @Async
  private static Coroutine<Void> gathersOutcomes(Count count) {
    var outcomes = await(gatherOutcomes(fail(count), work(count, SECOND), fail(count)));
    assertThat(outcomes).hasSize(3);
    point();
    return Coroutine.done();
  }

  @Test
  void waitingUntilTheFirstLeavesNoTimerAndNoCallback() {
    run(WaitFaultsTest::waits);
  }

  @Async
  private static Coroutine<Void> waits(Count count) {
    List<Task<Integer>> tasks = workers(count);
    try {
      var first = await(waitUntil(tasks, ReturnWhen.FIRST_COMPLETED, HOUR));
      point();
      assertThat(first.pending()).isNotEmpty();
      await(waitUntil(tasks, ReturnWhen.FIRST_EXCEPTION, SECOND.dividedBy(2)));
      point();
      var all = await(waitUntil(tasks, ReturnWhen.ALL_COMPLETED));
      assertThat(all.pending()).isEmpty();
    } finally {
      await(end(tasks));
    }
    return Coroutine.done();
  }

  private static List<Task<Integer>> workers(Count count) {
    List<Task<Integer>> tasks = new ArrayList<>();
    for (int i = 1; i <= 3; i++) {
      tasks.add(createTask(work(count, SECOND.multipliedBy(i))));
    }
    return tasks;
  }

  /** A task is cancelled but once in a run, so that this is not. */
  @Async
  private static Coroutine<Void> end(List<? extends Future<Integer>> tasks) {
    tasks.forEach(Future::cancel);
    await(gatherOutcomes(tasks));
    return Coroutine.done();
  }

  @Test
  void takingThemAsTheyCompleteLeavesNoTimerAndNoCallback() {
    run(WaitFaultsTest::takes);
  }

  @Async
  private static Coroutine<Void> takes(Count count) {
    List<Task<Integer>> tasks = workers(count);
    int sum = 0;
    try (var completed = asCompleted(tasks, HOUR).iterator()) {
      for (Future<Integer> each : each(completed)) {
        sum += each.result();
        point();
      }
      assertThat(sum).isEqualTo(3);
    } finally {
      await(end(tasks));
    }
    return Coroutine.done();
  }

  @Test
  void aRaceGivesOrHandsOverEachValueThatWasMade() {
    CancelEveryStep.run(
        () -> {
          List<Integer> made = new ArrayList<>();
          List<Integer> got = new ArrayList<>();
          return new Program()
              .task(() -> race(made, got, 10))
              .task(() -> race(made, got, 20))
              .invariant(() -> assertThat(got).containsExactlyElementsIn(made));
        });
  }

  @Async
  private static Coroutine<Void> race(List<Integer> made, List<Integer> got, int first) {
    List<Coroutine<Integer>> racers = new ArrayList<>();
    for (int i = first; i < first + 4; i++) {
      // Two come at the same time; one makes something even when it is cancelled.
      racers.add(make(made, i, Duration.ofSeconds(1 + i % 10 / 2)));
    }
    got.add(await(raceFirst(racers, got::add)));
    return Coroutine.done();
  }

  @Async
  private static Coroutine<Integer> make(List<Integer> made, int value, Duration time) {
    try {
      point();
      await(sleep(time));
      point();
    } catch (dev.continuo.CancelledError e) {
      if (value % 10 != 3) {
        throw e;
      }
      await(yieldNow());
      point();
    }
    made.add(value);
    return Coroutine.of(value);
  }
}
