// SPDX-License-Identifier: Apache-2.0
package dev.continuo.faults;

import static com.google.common.truth.Truth.assertThat;
import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.toThread;
import static dev.continuo.Asyncio.yieldNow;
import static dev.continuo.faults.CancelEveryStep.point;

import dev.continuo.CancelledError;
import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import dev.continuo.faults.CancelEveryStep.Program;
import dev.continuo.sync.CapacityLimiter;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** No token of a limiter and no job on a thread is lost, whoever is cancelled, and whenever. */
@SuppressWarnings({"try", "continuo:SwallowedCancellation"}) // they are watched, not lost
class ThreadFaultsTest {

  @Test
  void aCapacityLimiterLosesNoToken() {
    CancelEveryStep.run(ThreadFaultsTest::tokens);
  }

  private static Program tokens() {
    CapacityLimiter limiter = new CapacityLimiter(1);
    int[] inside = {0};
    Program program = new Program();
    for (int i = 0; i < 4; i++) {
      program.task(() -> useToken(limiter, inside));
    }
    return program
        .essential(() -> changeTotal(limiter))
        .invariant(
            () -> {
              assertThat(inside[0]).isEqualTo(0);
              assertThat(limiter.borrowed()).isEqualTo(0);
              assertThat(limiter.available()).isEqualTo(2);
            });
  }

  @Async
  private static Coroutine<Void> useToken(CapacityLimiter limiter, int[] inside) {
    try (var token = await(limiter.acquire())) {
      assertThat(++inside[0]).isAtMost(3);
      try {
        point();
        await(yieldNow());
        point();
      } finally {
        inside[0]--;
      }
    }
    return Coroutine.done();
  }

  @Async
  private static Coroutine<Void> changeTotal(CapacityLimiter limiter) {
    for (int total : new int[] {3, 1, 2}) {
      try {
        await(yieldNow());
      } catch (CancelledError e) {
        // Swallowed: the others count on this one.
      }
      limiter.setTotal(total);
      point();
    }
    return Coroutine.done();
  }

  @Test
  void aCallOnAThreadEndsWithItsTaskOrAloneAndGivesItsTokenBack() {
    CancelEveryStep.run(ThreadFaultsTest::calls);
  }

  private static Program calls() {
    CapacityLimiter limiter = new CapacityLimiter(1);
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    Program program = new Program();
    for (int i = 0; i < 3; i++) {
      int n = i;
      program.task(() -> callTwice(limiter, inside, most, n));
    }
    return program.atTheEnd(
        () -> {
          assertThat(most.get()).isAtMost(1);
          assertThat(inside.get()).isEqualTo(0);
          assertThat(limiter.borrowed()).isEqualTo(0);
        });
  }

  @Async
  private static Coroutine<Void> callTwice(
      CapacityLimiter limiter, AtomicInteger inside, AtomicInteger most, int n) {
    assertThat(await(toThread(() -> n))).isEqualTo(n);
    point();
    await(
        limiter.toThread(
            () -> {
              most.accumulateAndGet(inside.incrementAndGet(), Math::max);
              return inside.decrementAndGet();
            }));
    point();
    return Coroutine.done();
  }
}
