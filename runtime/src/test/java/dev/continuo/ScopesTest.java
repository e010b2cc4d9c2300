// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

import static com.google.common.truth.Truth.assertThat;
import static dev.continuo.Asyncio.asCompleted;
import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.createTask;
import static dev.continuo.Asyncio.each;
import static dev.continuo.Asyncio.nonCancellable;
import static dev.continuo.Asyncio.raceFirst;
import static dev.continuo.Asyncio.runCoroutineThreadsafe;
import static dev.continuo.Asyncio.sleep;
import static dev.continuo.Asyncio.toThread;
import static dev.continuo.Asyncio.yieldNow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.continuo.annotation.Async;
import dev.continuo.testing.TestLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

/** Races, cleanup scopes, what comes as it completes, and other threads. */
@SuppressWarnings("continuo:SwallowedCancellation") // they are watched, not lost
class ScopesTest {

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration HOUR = Duration.ofHours(1);

  private final List<Object> seen = new ArrayList<>();

  private static void run(AsyncCallable<Void> main) {
    TestLoop.run(main);
  }

  @Test
  void theFirstOfARaceWinsAndTheOthersAreCancelled() {
    run(
        () -> {
          Task<String> slow = createTask(sleep(HOUR, "slow"));
          String first =
              await(raceFirst(List.<Awaitable<String>>of(slow, sleep(SECOND, "fast")), seen::add));
          assertThat(first).isEqualTo("fast");
          assertThat(slow.isCancelled()).isTrue();
          assertThat(seen).isEmpty();
          return Coroutine.done();
        });
  }

  @Test
  void aRaceHandsOverWhatCameTooLate() {
    run(
        () -> {
          Future<String> a = new Future<>();
          Future<String> b = new Future<>();
          EventLoop.running().callLater(SECOND, () -> a.setResult("a"));
          EventLoop.running().callLater(SECOND, () -> b.setResult("b"));
          assertThat(await(raceFirst(List.of(a, b), seen::add))).isEqualTo("a");
          assertThat(seen).containsExactly("b");
          return Coroutine.done();
        });
  }

  @Test
  void aRaceThatIsCancelledHandsOverWhatCameAnyway() {
    run(
        () -> {
          Future<String> a = new Future<>();
          Task<String> race = createTask(raceFirst(List.of(a, sleep(HOUR, "b")), seen::add));
          await(yieldNow());
          await(yieldNow());
          a.setResult("a");
          race.cancel();
          await(Asyncio.waitUntil(List.of(race), ReturnWhen.ALL_COMPLETED));
          assertThat(race.isCancelled()).isTrue();
          assertThat(seen).containsExactly("a");
          return Coroutine.done();
        });
  }

  @Async
  private Coroutine<Void> cleansUp(Duration grace) {
    try {
      await(sleep(HOUR));
    } finally {
      await(
          nonCancellable(
              grace,
              () -> {
                await(sleep(SECOND));
                seen.add("cleaned up");
                return Coroutine.done();
              }));
    }
    return Coroutine.done();
  }

  @Test
  void cleanupRunsToItsEndThoughItIsCancelledAgain() {
    run(
        () -> {
          Task<Void> t = createTask(cleansUp(HOUR));
          await(yieldNow());
          t.cancel();
          await(yieldNow());
          await(yieldNow());
          t.cancel();
          await(Asyncio.waitUntil(List.of(t), ReturnWhen.ALL_COMPLETED));
          assertThat(seen).containsExactly("cleaned up");
          assertThat(t.isCancelled()).isTrue();
          return Coroutine.done();
        });
  }

  @Test
  void cleanupEndsWhenItsGraceIsOver() {
    run(
        () -> {
          Task<Void> t = createTask(cleansUp(Duration.ofMillis(10)));
          await(yieldNow());
          t.cancel();
          await(Asyncio.waitUntil(List.of(t), ReturnWhen.ALL_COMPLETED));
          assertThat(seen).isEmpty();
          assertThat(EventLoop.running().time()).isEqualTo(10_000_000);
          return Coroutine.done();
        });
  }

  @Test
  void aCancellationThatWasHeldBackIsThrownAtTheNextAwait() {
    run(
        () -> {
          Task<Void> t = createTask(holdsBack());
          await(yieldNow());
          await(yieldNow());
          t.cancel("bye");
          await(Asyncio.waitUntil(List.of(t), ReturnWhen.ALL_COMPLETED));
          assertThat(seen).containsExactly("value", "bye").inOrder();
          return Coroutine.done();
        });
  }

  @Async
  private Coroutine<Void> holdsBack() {
    seen.add(await(nonCancellable(HOUR, () -> sleep(SECOND, "value"))));
    try {
      await(yieldNow());
    } catch (CancelledError e) {
      seen.add(e.getMessage());
    }
    return Coroutine.done();
  }

  @Test
  void asCompletedGivesTheTasksThemselvesAndDuplicatesOnce() {
    run(
        () -> {
          Task<String> a = createTask(sleep(HOUR, "a"));
          Task<String> b = createTask(sleep(SECOND, "b"));
          for (Future<String> f : each(asCompleted(List.of(a, b, a)))) {
            assertThat(f.isDone()).isTrue();
            seen.add(f);
          }
          assertThat(seen).containsExactly(b, a).inOrder();
          return Coroutine.done();
        });
  }

  @Test
  void aThreadSeesTheContextAndItsExceptionPassesThrough() {
    ContextVar<String> v = ContextVar.named("v");
    run(
        () -> {
          v.set("here");
          String there = await(toThread(() -> v.get()));
          assertThat(there).isEqualTo("here");
          Exception failure = new Exception("from the thread");
          try {
            await(
                toThread(
                    () -> {
                      throw failure;
                    }),
                Exception.class);
          } catch (Exception e) {
            seen.add(e);
          }
          assertThat(seen).containsExactly(failure);
          return Coroutine.done();
        });
  }

  @Test
  void cancellingTheAwaitOfAThreadLeavesItRunning() {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    CountDownLatch ran = new CountDownLatch(1);
    run(
        () -> {
          Task<Void> t =
              createTask(
                  toThread(
                      () -> {
                        begun.countDown();
                        go.await();
                        ran.countDown();
                        return null;
                      }));
          await(toThread(() -> waitFor(begun)));
          t.cancel();
          await(Asyncio.waitUntil(List.of(t), ReturnWhen.ALL_COMPLETED));
          assertThat(t.isCancelled()).isTrue();
          go.countDown();
          await(toThread(() -> waitFor(ran)));
          return Coroutine.done();
        });
    assertThat(ran.getCount()).isEqualTo(0);
  }

  private static boolean waitFor(CountDownLatch latch) throws InterruptedException {
    latch.await();
    return true;
  }

  @Test
  void anotherThreadGetsTheResultOfACoroutine() {
    Asyncio.run(
        () -> {
          EventLoop loop = EventLoop.running();
          assertThat(
                  await(
                      toThread(() -> runCoroutineThreadsafe(sleep(Duration.ZERO, 7), loop).get())))
              .isEqualTo(7);
          ExecutionException failed =
              await(
                  toThread(
                      () ->
                          assertThrows(
                              ExecutionException.class,
                              runCoroutineThreadsafe(Coroutine.failed(new Exception("f")), loop)
                                  ::get)));
          assertThat(failed).hasCauseThat().hasMessageThat().isEqualTo("f");
          return Coroutine.done();
        });
  }

  @Test
  void cancellingWhatAnotherThreadGotCancelsTheTask() {
    run(
        () -> {
          EventLoop loop = EventLoop.running();
          CompletableFuture<Void> early = runCoroutineThreadsafe(recordsCancellation(), loop);
          early.cancel(false);
          CompletableFuture<Void> late = runCoroutineThreadsafe(recordsCancellation(), loop);
          await(yieldNow());
          await(yieldNow());
          await(yieldNow());
          late.cancel(false);
          await(yieldNow());
          await(yieldNow());
          assertThat(seen).containsExactly("cancelled");
          assertThrows(CancellationException.class, late::join);
          return Coroutine.done();
        });
  }

  @Async
  private Coroutine<Void> recordsCancellation() {
    try {
      await(sleep(HOUR));
    } catch (CancelledError e) {
      seen.add("cancelled");
      throw e;
    }
    return Coroutine.done();
  }
}
