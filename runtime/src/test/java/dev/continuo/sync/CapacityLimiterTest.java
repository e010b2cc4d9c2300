// SPDX-License-Identifier: Apache-2.0
package dev.continuo.sync;

import static com.google.common.truth.Truth.assertThat;
import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.createTask;
import static dev.continuo.Asyncio.gather;
import static dev.continuo.Asyncio.yieldNow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.continuo.Asyncio;
import dev.continuo.CancelledError;
import dev.continuo.Coroutine;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import dev.continuo.testing.TestLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

@SuppressWarnings({"try", "continuo:SwallowedCancellation"}) // they are watched, not lost
class CapacityLimiterTest {

  private final List<Integer> seen = new ArrayList<>();

  @Async
  private Coroutine<Void> use(CapacityLimiter limiter, int n) {
    try (var token = await(limiter.acquire())) {
      seen.add(n);
      await(yieldNow());
    }
    return Coroutine.done();
  }

  @Test
  void tokensGoToTasksInTheOrderTheyAsked() {
    TestLoop.run(
        () -> {
          CapacityLimiter limiter = new CapacityLimiter(2);
          List<Task<Void>> tasks = new ArrayList<>();
          for (int i = 0; i < 5; i++) {
            tasks.add(createTask(use(limiter, i)));
          }
          await(yieldNow());
          assertThat(seen).containsExactly(0, 1).inOrder();
          assertThat(limiter.borrowed()).isEqualTo(2);
          assertThat(limiter.available()).isEqualTo(0);
          await(gather(tasks));
          assertThat(seen).containsExactly(0, 1, 2, 3, 4).inOrder();
          assertThat(limiter.available()).isEqualTo(2);
          return Coroutine.done();
        });
  }

  @Test
  void theTotalMayChangeWhileTokensAreBorrowed() {
    TestLoop.run(
        () -> {
          CapacityLimiter limiter = new CapacityLimiter(1);
          var first = await(limiter.acquire());
          var waiting = List.of(createTask(limiter.acquire()), createTask(limiter.acquire()));
          await(yieldNow());
          limiter.setTotal(3);
          var tokens = await(gather(waiting));
          assertThat(limiter.borrowed()).isEqualTo(3);
          limiter.setTotal(1);
          assertThat(limiter.available()).isEqualTo(0);
          Task<CapacityLimiter.Token> last = createTask(limiter.acquire());
          first.close();
          first.close();
          tokens.get(0).close();
          await(yieldNow());
          assertThat(last.isDone()).isFalse();
          assertThat(limiter.toString()).isEqualTo("<CapacityLimiter 1/1>");
          tokens.get(1).close();
          await(last).close();
          assertThat(limiter.borrowed()).isEqualTo(0);
          return Coroutine.done();
        });
  }

  @Test
  void theTokenOfACancelledCallComesBackWhenItsThreadIsDone() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    CompletableFuture<Void> began = new CompletableFuture<>();
    TestLoop.run(
        () -> {
          CapacityLimiter limiter = new CapacityLimiter(1);
          Task<Integer> call =
              createTask(
                  limiter.toThread(
                      () -> {
                        began.complete(null);
                        go.await();
                        return 1;
                      }));
          await(began);
          call.cancel();
          try {
            await(call);
          } catch (CancelledError e) {
            assertThat(call.isCancelled()).isTrue();
          }
          assertThat(limiter.borrowed()).isEqualTo(1);
          Task<Integer> next = createTask(limiter.toThread(() -> 2));
          await(yieldNow());
          assertThat(next.isDone()).isFalse();
          go.countDown();
          assertThat(await(next)).isEqualTo(2);
          assertThat(limiter.borrowed()).isEqualTo(0);
          return Coroutine.done();
        });
  }

  @Test
  void noMoreThreadsRunThanThereAreTokens() {
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    TestLoop.run(
        () -> {
          CapacityLimiter limiter = new CapacityLimiter(3);
          List<Coroutine<Integer>> calls = new ArrayList<>();
          for (int i = 0; i < 200; i++) {
            calls.add(
                limiter.toThread(
                    () -> {
                      most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                      Thread.yield();
                      return inside.decrementAndGet();
                    }));
          }
          await(Asyncio.<Integer>gather(calls));
          assertThat(limiter.borrowed()).isEqualTo(0);
          return Coroutine.done();
        });
    assertThat(most.get()).isAtMost(3);
  }

  @Test
  void sizesAreChecked() {
    Exception e = assertThrows(IllegalArgumentException.class, () -> new CapacityLimiter(0));
    assertThat(e).hasMessageThat().isEqualTo("total must be >= 1, got 0");
    CapacityLimiter limiter = new CapacityLimiter(1);
    assertThrows(IllegalArgumentException.class, () -> limiter.setTotal(-1));
    assertThrows(NullPointerException.class, () -> limiter.toThread(null).close());
  }
}
