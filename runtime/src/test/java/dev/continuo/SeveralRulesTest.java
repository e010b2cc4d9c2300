// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

import static com.google.common.truth.Truth.assertThat;
import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.createTask;
import static dev.continuo.Asyncio.currentTask;
import static dev.continuo.Asyncio.gather;
import static dev.continuo.Asyncio.gatherOutcomes;
import static dev.continuo.Asyncio.shield;
import static dev.continuo.Asyncio.sleep;
import static dev.continuo.Asyncio.waitUntil;
import static dev.continuo.Asyncio.yieldNow;
import static dev.continuo.Trace.seconds;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.continuo.annotation.Async;
import dev.continuo.testing.TestLoop;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** gather, waitUntil and shield. */
@SuppressWarnings("continuo:SwallowedCancellation") // they are watched, not lost
class SeveralRulesTest {

  private static final ContextVar<String> VAR = ContextVar.named("var");

  private final List<Object> seen = new ArrayList<>();

  @Async
  private Coroutine<Void> slowly(String name, int seconds) {
    try {
      await(sleep(seconds(seconds)));
      seen.add(name + " ended");
    } catch (CancelledError e) {
      await(sleep(seconds(1)));
      seen.add(name + " cleaned up");
      throw e;
    }
    return Coroutine.done();
  }

  @Async
  private static Coroutine<Void> failsAfter(int seconds) {
    await(sleep(seconds(seconds)));
    throw new IllegalArgumentException("failed");
  }

  @Async
  private static Coroutine<Void> setsVar(String value) {
    VAR.set(value);
    return Coroutine.done();
  }

  @Async
  private static <T> Coroutine<T> awaits(Future<T> future) {
    return Coroutine.of(await(future));
  }

  /** How it ended; waits for that. */
  @Async
  private static Coroutine<String> endOf(Future<?> future) {
    try {
      return Coroutine.of("value " + await(future));
    } catch (Throwable t) {
      return Coroutine.of(t.getClass().getSimpleName());
    }
  }

  @Test
  void aCancelledChildIsThrownByGatherAndTheOthersGoOn() {
    TestLoop.run(
        () -> {
          Task<Void> a = createTask(slowly("a", 3));
          Task<Void> b = createTask(sleep(seconds(9)));
          await(yieldNow());
          b.cancel();
          assertThat(await(endOf(gather(a, b)))).isEqualTo("CancelledError");
          assertThat(currentTask().cancelling()).isEqualTo(0);
          await(a);
          assertThat(seen).containsExactly("a ended");
          return Coroutine.done();
        });
  }

  @Test
  void cancellingWhoGathersOutcomesWaitsForTheCleanupOfAllAndThrows() {
    TestLoop.run(
        () -> {
          Task<?> gathering = createTask(awaits(gatherOutcomes(slowly("a", 5), slowly("b", 6))));
          await(sleep(seconds(1)));
          gathering.cancel();
          assertThat(await(endOf(gathering))).isEqualTo("CancelledError");
          assertThat(seen).containsExactly("a cleaned up", "b cleaned up").inOrder();
          return Coroutine.done();
        });
  }

  @Test
  void aGatherThatHasFailedCannotBeCancelled() {
    TestLoop.run(
        () -> {
          Task<Void> other = createTask(slowly("a", 3));
          Future<?> gather = gather(other, failsAfter(1));
          assertThat(await(endOf(gather))).isEqualTo("IllegalArgumentException");
          assertThat(gather.cancel()).isFalse();
          await(other);
          assertThat(seen).containsExactly("a ended");
          return Coroutine.done();
        });
  }

  @Test
  void gatherStartsThoughNobodyAwaitsIt() {
    TestLoop.run(
        () -> {
          Future<?> gather = gather(slowly("a", 1));
          await(sleep(seconds(2)));
          assertThat(gather.isDone()).isTrue();
          assertThat(seen).containsExactly("a ended");
          return Coroutine.done();
        });
  }

  @Test
  void gatherOfWhatIsDoneIsDoneAtOnce() {
    TestLoop.run(
        () -> {
          assertThat(gather(Future.of(1), Future.of(2)).result()).containsExactly(1, 2).inOrder();
          Exception failure = new IllegalStateException();
          assertThat(gather(Future.of(1), Future.failed(failure)).exception())
              .isSameInstanceAs(failure);
          return Coroutine.done();
        });
  }

  @Test
  void gatherAndShieldRunCoroutinesInContextsOfTheirOwn() {
    TestLoop.run(
        () -> {
          VAR.set("outside");
          await(gather(setsVar("gathered"), setsVar("too")));
          await(shield(setsVar("shielded")));
          assertThat(VAR.get()).isEqualTo("outside");
          return Coroutine.done();
        });
  }

  // ---- waitUntil

  @Test
  void cancellingAWaitLeavesWhatItWaitsForAloneAndLetsGoOfIt() {
    TestLoop.run(
        () -> {
          Future<Void> future = new Future<>();
          Task<?> waiting = createTask(waitUntil(List.of(future), ReturnWhen.ALL_COMPLETED));
          await(yieldNow());
          assertThat(future.waiters).isNotNull();
          waiting.cancel();
          assertThat(await(endOf(waiting))).isEqualTo("CancelledError");
          assertThat(future.isDone()).isFalse();
          assertThat(future.waiters).isNull();
          return Coroutine.done();
        });
  }

  @Test
  void aWaitLetsGoOfWhatIsStillPending() {
    TestLoop.run(
        () -> {
          Future<Void> pending = new Future<>();
          await(waitUntil(List.of(pending, Future.of(1)), ReturnWhen.FIRST_COMPLETED));
          assertThat(pending.waiters).isNull();
          return Coroutine.done();
        });
  }

  @Test
  void waitingForWhatIsDoneStillLetsTheOthersRun() {
    TestLoop.run(
        () -> {
          EventLoop.running().callSoon(() -> seen.add("other"));
          await(waitUntil(List.of(Future.of(1)), ReturnWhen.ALL_COMPLETED));
          assertThat(seen).containsExactly("other");
          return Coroutine.done();
        });
  }

  @Test
  void aCancelledTaskIsNoFirstException() {
    TestLoop.run(
        () -> {
          Task<Void> a = createTask(sleep(seconds(9)));
          Task<Void> b = createTask(slowly("b", 2));
          a.cancel();
          await(waitUntil(List.of(a, b), ReturnWhen.FIRST_EXCEPTION));
          assertThat(b.isDone()).isTrue();
          return Coroutine.done();
        });
  }

  // ---- shield

  @Test
  void aShieldEndsAsWhatItShields() {
    TestLoop.run(
        () -> {
          Future<Integer> done = Future.of(1);
          assertThat(shield(done)).isSameInstanceAs(done);
          Task<Void> cancelled = createTask(sleep(seconds(9)));
          Future<Void> shield = shield(cancelled);
          await(yieldNow());
          cancelled.cancel();
          assertThat(await(endOf(shield))).isEqualTo("CancelledError");
          assertThat(currentTask().cancelling()).isEqualTo(0);
          assertThat(await(endOf(shield(failsAfter(1))))).isEqualTo("IllegalArgumentException");
          return Coroutine.done();
        });
  }

  @Test
  void whatFailsBehindACancelledShieldIsReported() {
    TestLoop loop = new TestLoop();
    loop.setExceptionHandler((l, error) -> seen.add(error.message()));
    try (Runner runner = Runner.builder().loop(() -> loop).build()) {
      runner.run(
          Asyncio.async(
              () -> {
                Future<Void> shield = shield(failsAfter(1));
                shield.cancel();
                return sleep(seconds(2));
              }));
    }
    assertThat(seen).containsExactly("Task exception was never retrieved");
  }

  @Test
  void theEndOfTheRunnerCancelsWhatIsShielded() {
    TestLoop.run(
        () -> {
          assertThat(shield(slowly("inner", 9)).isDone()).isFalse();
          return yieldNow();
        });
    assertThat(seen).containsExactly("inner cleaned up");
  }

  @Test
  void anEmptyWaitIsAnError() {
    assertThat(
            assertThrows(
                IllegalArgumentException.class,
                () -> TestLoop.run(waitUntil(List.of(), ReturnWhen.ALL_COMPLETED))))
        .hasMessageThat()
        .isEqualTo("Set of Tasks/Futures is empty.");
  }
}
