// SPDX-License-Identifier: Apache-2.0
package dev.continuo.faults;

import static com.google.common.truth.Truth.assertThat;
import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.createTask;
import static dev.continuo.Asyncio.each;
import static dev.continuo.Asyncio.emit;
import static dev.continuo.Asyncio.moveOnAfter;
import static dev.continuo.Asyncio.nonCancellable;
import static dev.continuo.Asyncio.shield;
import static dev.continuo.Asyncio.sleep;
import static dev.continuo.Asyncio.timeout;
import static dev.continuo.Asyncio.waitFor;
import static dev.continuo.Asyncio.yieldNow;
import static dev.continuo.faults.CancelEveryStep.point;

import dev.continuo.AsyncCallable;
import dev.continuo.AsyncIterator;
import dev.continuo.AsyncTimeoutException;
import dev.continuo.Coroutine;
import dev.continuo.ExceptionGroup;
import dev.continuo.Task;
import dev.continuo.TaskGroup;
import dev.continuo.annotation.Async;
import dev.continuo.faults.CancelEveryStep.Program;
import java.time.Duration;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** A scope ends all it began, whoever is cancelled, and whenever. */
class ScopeFaultsTest {

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration HOUR = Duration.ofHours(1);

  /** How many have begun and not ended, or how many were cleaned up. */
  static final class Count {
    int begun;
    int open;
    int cleaned;
  }

  /** Two tasks that do the same beside each other; each has ended what it began. */
  private static int run(Function<Count, Coroutine<Void>> body) {
    return CancelEveryStep.run(
        () -> {
          Program program = new Program();
          Count[] counts = {new Count(), new Count()};
          for (Count count : counts) {
            AsyncCallable<Void> task = () -> body.apply(count);
            program.task(task);
          }
          return program.invariant(
              () -> {
                for (Count count : counts) {
                  assertThat(count.open).isEqualTo(0);
                }
              });
        });
  }

  /** Works for some time, and cleans up for some time. */
  @Async
  static Coroutine<Integer> work(Count count, Duration time) {
    count.open++;
    try {
      point();
      await(sleep(time));
      await(yieldNow());
      point();
      return Coroutine.of(1);
    } finally {
      try {
        point();
        await(yieldNow());
      } finally {
        count.open--;
      }
    }
  }

  @Async
  static Coroutine<Integer> fail(Count count) {
    await(work(count, SECOND));
    throw new IllegalArgumentException("wanted");
  }

  @Test
  void aGroupEndsWithAllItsTasks() {
    assertThat(run(ScopeFaultsTest::group)).isGreaterThan(30);
  }

  @Async
  private static Coroutine<Void> group(Count count) {
    int sum =
        await(
            TaskGroup.run(
                group -> {
                  Task<Integer> a = group.createTask(work(count, SECOND));
                  Task<Integer> b = group.createTask(work(count, SECOND.multipliedBy(2)));
                  point();
                  return Coroutine.of(await(work(count, SECOND)) + await(a) + await(b));
                }));
    assertThat(sum).isEqualTo(3);
    assertThat(count.open).isEqualTo(0);
    return Coroutine.done();
  }

  @Test
  void aGroupOfWhichATaskFailsEndsWithAllItsTasks() {
    run(ScopeFaultsTest::failingGroup);
  }

  @Async
  private static Coroutine<Void> failingGroup(Count count) {
    try {
      await(
          TaskGroup.run(
              group -> {
                group.createTask(work(count, HOUR));
                group.createTask(fail(count));
                return work(count, HOUR);
              }));
    } catch (ExceptionGroup e) {
      assertThat(e.exceptions()).hasSize(1);
      assertThat(count.open).isEqualTo(0);
      // A cancellation that came beside the failure comes now.
      await(yieldNow());
      point();
    }
    return Coroutine.done();
  }

  @Test
  void aSupervisedGroupEndsWithAllItsTasks() {
    run(ScopeFaultsTest::supervised);
  }

  @Async
  private static Coroutine<Void> supervised(Count count) {
    try {
      await(
          TaskGroup.supervised(
              group -> {
                group.createTask(work(count, SECOND.multipliedBy(3)));
                group.createTask(fail(count));
                return work(count, SECOND);
              }));
    } catch (ExceptionGroup e) {
      assertThat(count.open).isEqualTo(0);
      await(yieldNow());
      point();
    }
    return Coroutine.done();
  }

  @Test
  void aLimitThatIsOverAndOneThatIsNotLeaveNoTimer() {
    run(ScopeFaultsTest::limits);
  }

  @Async
  private static Coroutine<Void> limits(Count count) {
    try {
      await(timeout(SECOND, () -> timeout(HOUR, () -> work(count, HOUR))));
      throw new AssertionError("no limit");
    } catch (AsyncTimeoutException e) {
      assertThat(count.open).isEqualTo(0);
    }
    assertThat(await(timeout(HOUR, () -> work(count, SECOND)))).isEqualTo(1);
    return Coroutine.done();
  }

  @Test
  void waitingForAWhileEndsWhatIsWaitedFor() {
    run(ScopeFaultsTest::whiles);
  }

  @Async
  private static Coroutine<Void> whiles(Count count) {
    for (Duration limit : new Duration[] {SECOND, Duration.ZERO}) {
      try {
        await(waitFor(createTask(work(count, HOUR)), limit));
        throw new AssertionError("no limit");
      } catch (AsyncTimeoutException e) {
        assertThat(count.open).isEqualTo(0);
      }
    }
    assertThat(await(waitFor(work(count, SECOND), HOUR))).isEqualTo(1);
    return Coroutine.done();
  }

  @Test
  void movingOnEndsWhatWasTried() {
    run(ScopeFaultsTest::movesOn);
  }

  @Async
  private static Coroutine<Void> movesOn(Count count) {
    assertThat(await(moveOnAfter(SECOND, () -> work(count, HOUR)))).isEmpty();
    assertThat(count.open).isEqualTo(0);
    assertThat(await(moveOnAfter(HOUR, () -> work(count, SECOND)))).isPresent();
    return Coroutine.done();
  }

  @Test
  void cleanupThatIsNotCancellableAlwaysComesToItsEnd() {
    run(ScopeFaultsTest::cleanup);
  }

  @Async
  private static Coroutine<Void> cleanup(Count count) {
    count.begun++;
    count.open++;
    try {
      await(work(count, SECOND));
    } finally {
      await(nonCancellable(HOUR, () -> cleanUp(count)));
      assertThat(count.cleaned).isEqualTo(count.begun);
    }
    return Coroutine.done();
  }

  @Async
  private static Coroutine<Void> cleanUp(Count count) {
    await(sleep(SECOND));
    point();
    await(yieldNow());
    count.cleaned++;
    count.open--;
    return Coroutine.done();
  }

  @Test
  void whatIsShieldedGoesOn() {
    run(ScopeFaultsTest::shielded);
  }

  @Async
  private static Coroutine<Void> shielded(Count count) {
    Task<Integer> inner = createTask(work(count, SECOND));
    try {
      assertThat(await(shield(inner))).isEqualTo(1);
    } finally {
      assertThat(await(inner)).isEqualTo(1);
    }
    return Coroutine.done();
  }

  @Test
  void aGeneratorThatIsClosedCleansUp() {
    run(ScopeFaultsTest::consume);
  }

  @Async
  private static Coroutine<Void> consume(Count count) {
    try (AsyncIterator<Integer> numbers = numbers(count)) {
      for (int n : each(numbers)) {
        point();
        await(yieldNow());
        if (n == 2) {
          break;
        }
      }
    }
    assertThat(count.open).isEqualTo(0);
    return Coroutine.done();
  }

  @Async
  private static AsyncIterator<Integer> numbers(Count count) {
    count.open++;
    try {
      for (int i = 0; i < 9; i++) {
        await(sleep(SECOND));
        emit(i);
        point();
      }
    } finally {
      try {
        await(yieldNow());
        point();
      } finally {
        count.open--;
      }
    }
    return AsyncIterator.end();
  }
}
