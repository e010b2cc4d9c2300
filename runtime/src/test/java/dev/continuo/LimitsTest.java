// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

import static com.google.common.truth.Truth.assertThat;
import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.createTask;
import static dev.continuo.Asyncio.currentTask;
import static dev.continuo.Asyncio.moveOnAfter;
import static dev.continuo.Asyncio.sleep;
import static dev.continuo.Asyncio.timeout;
import static dev.continuo.Asyncio.waitFor;
import static dev.continuo.Asyncio.yieldNow;
import static dev.continuo.Failures.thrownBy;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.continuo.annotation.Async;
import dev.continuo.testing.TestLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** {@code timeout}, {@code waitFor} and {@code moveOnAfter}. */
@SuppressWarnings("continuo:SwallowedCancellation") // they are watched, not lost
class LimitsTest {

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration HOUR = Duration.ofHours(1);

  private final List<Object> seen = new ArrayList<>();

  private static void run(AsyncCallable<Void> main) {
    TestLoop.run(main);
  }

  @Test
  void aLimitThatIsOverThrowsWithTheCancellationAsItsCause() {
    run(
        () -> {
          Throwable t = await(thrownBy(timeout(SECOND, () -> sleep(HOUR))));
          assertThat(t).isInstanceOf(AsyncTimeoutException.class);
          assertThat(t).hasCauseThat().isInstanceOf(CancelledError.class);
          assertThat(currentTask().cancelling()).isEqualTo(0);
          assertThat(EventLoop.running().time()).isEqualTo(SECOND.toNanos());
          return Coroutine.done();
        });
  }

  @Test
  void aCancellationFromOutsideIsNoTimeout() {
    run(
        () -> {
          Task<Void> t = createTask(timeout(HOUR, () -> sleep(HOUR)));
          await(yieldNow());
          t.cancel("bye");
          Throwable thrown = await(thrownBy(t.asCoroutine()));
          assertThat(thrown).isInstanceOf(CancelledError.class);
          assertThat(thrown).hasMessageThat().isEqualTo("bye");
          return Coroutine.done();
        });
  }

  @Test
  void aCancellationDuringCleanupWinsOverTheTimeout() {
    run(
        () -> {
          Task<Void> t = createTask(timeout(SECOND, LimitsTest::cleansUpForASecond));
          await(sleep(Duration.ofMillis(1500)));
          t.cancel();
          assertThat(await(thrownBy(t.asCoroutine()))).isInstanceOf(CancelledError.class);
          assertThat(t.cancelling()).isEqualTo(1);
          return Coroutine.done();
        });
  }

  @Async
  private static Coroutine<Void> cleansUpForASecond() {
    try {
      await(sleep(HOUR));
    } finally {
      await(sleep(SECOND));
    }
    return Coroutine.done();
  }

  @Test
  void withoutAnAwaitTheLimitNeverFires() {
    run(
        () -> {
          Timeout limit = await(timeout(Duration.ZERO, t -> Coroutine.of(t)));
          assertThat(limit.expired()).isFalse();
          await(yieldNow());
          return Coroutine.done();
        });
  }

  @Test
  void aLimitOfZeroFiresAtTheFirstSuspension() {
    run(
        () -> {
          assertThat(
                  await(
                      thrownBy(
                          timeout(
                              Duration.ZERO,
                              () -> {
                                seen.add("begins");
                                await(yieldNow());
                                await(yieldNow());
                                seen.add("goes on");
                                return Coroutine.done();
                              }))))
              .isInstanceOf(AsyncTimeoutException.class);
          assertThat(seen).containsExactly("begins");
          return Coroutine.done();
        });
  }

  @Test
  void noLimitSwallowsACancellationRequestedBefore() {
    for (Duration limit : List.of(Duration.ofNanos(-1), Duration.ZERO, Duration.ofNanos(1))) {
      run(
          () -> {
            Task<Void> inTimeout = createTask(cancelsItselfThen(timeout(limit, () -> sleep(HOUR))));
            Task<Void> inWaitFor = createTask(cancelsItselfThen(waitFor(sleep(HOUR), limit)));
            assertThat(await(thrownBy(inTimeout.asCoroutine()))).isInstanceOf(CancelledError.class);
            assertThat(await(thrownBy(inWaitFor.asCoroutine()))).isInstanceOf(CancelledError.class);
            assertThat(inTimeout.cancelling()).isEqualTo(1);
            return Coroutine.done();
          });
    }
  }

  @Async
  private static Coroutine<Void> cancelsItselfThen(Coroutine<Void> c) {
    currentTask().cancel();
    await(c);
    return Coroutine.done();
  }

  @Test
  void anotherExceptionPassesThroughAndTellsOfTheTimeout() {
    run(
        () -> {
          Throwable t = await(thrownBy(timeout(SECOND, LimitsTest::failsWhenCancelled)));
          assertThat(t).hasMessageThat().isEqualTo("cleanup");
          assertThat(t.getSuppressed()).hasLength(1);
          assertThat(t.getSuppressed()[0]).isInstanceOf(AsyncTimeoutException.class);
          assertThat(currentTask().cancelling()).isEqualTo(0);
          return Coroutine.done();
        });
  }

  @Async
  private static Coroutine<Void> failsWhenCancelled() {
    try {
      await(sleep(HOUR));
    } catch (CancelledError e) {
      throw new IllegalArgumentException("cleanup");
    }
    return Coroutine.done();
  }

  @Test
  void aGroupThatFailsInCleanupLeavesTheLimitAsAGroup() {
    run(
        () -> {
          Throwable t =
              await(
                  thrownBy(
                      timeout(
                          SECOND,
                          () ->
                              TaskGroup.run(
                                  group -> {
                                    group.createTask(failsWhenCancelled());
                                    return Coroutine.of(null);
                                  }))));
          assertThat(t).isInstanceOf(ExceptionGroup.class);
          assertThat(currentTask().cancelling()).isEqualTo(0);
          return Coroutine.done();
        });
  }

  @Test
  void aLimitThatHasEndedCannotBeMoved() {
    run(
        () -> {
          Timeout limit = await(timeout(SECOND, t -> Coroutine.of(t)));
          assertThat(assertThrows(IllegalStateException.class, () -> limit.reschedule(SECOND)))
              .hasMessageThat()
              .isEqualTo("Cannot change state of finished Timeout");
          return Coroutine.done();
        });
  }

  @Test
  void whatTheBodysCallThrowsIsTheBodysFailure() {
    run(
        () -> {
          Exception failure = new Exception("checked");
          assertThat(
                  await(
                      thrownBy(
                          timeout(
                              SECOND,
                              () -> {
                                throw failure;
                              }))))
              .isSameInstanceAs(failure);
          return Coroutine.done();
        });
  }

  @Test
  void waitForWaitsForTheCleanupAndThrows() {
    run(
        () -> {
          Throwable t = await(thrownBy(waitFor(cleansUpForASecond(), SECOND)));
          assertThat(t).isInstanceOf(AsyncTimeoutException.class);
          assertThat(t).hasCauseThat().isInstanceOf(CancelledError.class);
          assertThat(EventLoop.running().time()).isEqualTo(2 * SECOND.toNanos());
          return Coroutine.done();
        });
  }

  @Test
  void waitForRunsACoroutineInThePresentTask() {
    run(
        () -> {
          Task<?> me = currentTask();
          assertThat(await(waitFor(Asyncio.async(() -> Coroutine.of(currentTask())), SECOND)))
              .isSameInstanceAs(me);
          return Coroutine.done();
        });
  }

  @Test
  void waitForWithoutTimeGivesOnlyWhatIsDone() {
    run(
        () -> {
          assertThat(await(waitFor(Future.of("done"), Duration.ZERO))).isEqualTo("done");
          Coroutine<Void> never = Asyncio.async(this::sees);
          assertThat(await(thrownBy(waitFor(never, Duration.ZERO))))
              .isInstanceOf(AsyncTimeoutException.class);
          assertThat(seen).isEmpty();
          assertThat(await(waitFor(sleep(HOUR, "none"), null))).isEqualTo("none");
          return Coroutine.done();
        });
  }

  private Coroutine<Void> sees() {
    seen.add("ran");
    return Coroutine.done();
  }

  @Test
  void waitForGivesWhatASwallowedCancellationReturns() {
    run(
        () -> {
          assertThat(await(waitFor(createTask(swallows()), SECOND))).isEqualTo("swallowed");
          assertThat(await(thrownBy(waitFor(createTask(failsWhenCancelled()), SECOND))))
              .hasMessageThat()
              .isEqualTo("cleanup");
          return Coroutine.done();
        });
  }

  @Async
  private static Coroutine<String> swallows() {
    try {
      await(sleep(HOUR));
    } catch (CancelledError e) {
      return Coroutine.of("swallowed");
    }
    return Coroutine.of("never");
  }

  @Test
  void cancellingWaitForCancelsWhatItWaitsFor() {
    run(
        () -> {
          Task<Void> inner = createTask(sleep(HOUR));
          Task<Void> outer = createTask(waitFor(inner, HOUR));
          await(yieldNow());
          await(yieldNow());
          outer.cancel();
          await(thrownBy(outer.asCoroutine()));
          assertThat(inner.isCancelled()).isTrue();
          return Coroutine.done();
        });
  }

  @Test
  void aCancellationIsNotLostWhenTheResultComesInTheSamePass() {
    run(
        () -> {
          Future<String> result = new Future<>();
          Task<String> waiting = createTask(waitFor(result, HOUR));
          await(yieldNow());
          result.setResult("r");
          waiting.cancel();
          assertThat(await(thrownBy(waiting.asCoroutine()))).isInstanceOf(CancelledError.class);
          return Coroutine.done();
        });
  }

  @Test
  void moveOnAfterIsEmptyWhenItsOwnLimitIsOver() {
    run(
        () -> {
          assertThat(await(moveOnAfter(SECOND, () -> sleep(HOUR, "late"))))
              .isEqualTo(Optional.empty());
          assertThat(await(moveOnAfter(HOUR, () -> sleep(SECOND, "early"))))
              .isEqualTo(Optional.of("early"));
          assertThat(
                  await(thrownBy(moveOnAfter(HOUR, () -> timeout(SECOND, () -> sleep(HOUR, 1))))))
              .isInstanceOf(AsyncTimeoutException.class);
          return Coroutine.done();
        });
  }
}
