// SPDX-License-Identifier: Apache-2.0
package dev.continuo.faults;

import static com.google.common.truth.Truth.assertThat;
import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.yieldNow;
import static dev.continuo.faults.CancelEveryStep.point;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import dev.continuo.faults.CancelEveryStep.Program;
import dev.continuo.sync.Barrier;
import dev.continuo.sync.BoundedSemaphore;
import dev.continuo.sync.BrokenBarrierException;
import dev.continuo.sync.Condition;
import dev.continuo.sync.Event;
import dev.continuo.sync.Lock;
import dev.continuo.sync.Semaphore;
import org.junit.jupiter.api.Test;

/** No lock, permit or wake-up is lost, whoever is cancelled, and whenever. */
@SuppressWarnings({"try", "continuo:SwallowedCancellation"}) // they are watched, not lost
class SyncFaultsTest {

  private static final class Count {
    int inside;
    int most;
    int total;

    void enter() {
      inside++;
      total++;
      most = Math.max(most, inside);
    }

    void leave() {
      inside--;
    }
  }

  @Test
  void aLockIsHeldByOneAndNeverLost() {
    int runs = CancelEveryStep.run(SyncFaultsTest::lockProgram);
    assertThat(runs).isGreaterThan(100);
  }

  private static Program lockProgram() {
    Lock lock = new Lock();
    Count count = new Count();
    Program program = new Program();
    for (int i = 0; i < 4; i++) {
      program.task(() -> holdTwice(lock, count));
    }
    return program.invariant(
        () -> {
          assertThat(count.most).isEqualTo(1);
          assertThat(count.inside).isEqualTo(0);
          assertThat(lock.isLocked()).isFalse();
          assertThat(lock.tryAcquire()).isTrue();
        });
  }

  @Async
  private static Coroutine<Void> holdTwice(Lock lock, Count count) {
    for (int i = 0; i < 2; i++) {
      try (var held = await(lock.acquire())) {
        count.enter();
        try {
          point();
          await(yieldNow());
          point();
        } finally {
          count.leave();
        }
      }
      point();
    }
    return Coroutine.done();
  }

  @Test
  void aSemaphoreLosesNoPermit() {
    CancelEveryStep.run(() -> semaphoreProgram(new Semaphore(2)));
    CancelEveryStep.run(() -> semaphoreProgram(new BoundedSemaphore(2)));
  }

  private static Program semaphoreProgram(Semaphore semaphore) {
    Count count = new Count();
    Program program = new Program();
    for (int i = 0; i < 5; i++) {
      program.task(() -> usePermit(semaphore, count));
    }
    return program.invariant(
        () -> {
          assertThat(count.most).isAtMost(2);
          assertThat(semaphore.tryAcquire()).isTrue();
          assertThat(semaphore.tryAcquire()).isTrue();
          assertThat(semaphore.tryAcquire()).isFalse();
        });
  }

  @Async
  private static Coroutine<Void> usePermit(Semaphore semaphore, Count count) {
    try (var permit = await(semaphore.acquire())) {
      count.enter();
      try {
        point();
        await(yieldNow());
        point();
      } finally {
        count.leave();
      }
    }
    return Coroutine.done();
  }

  @Test
  void anEventWakesAllWhoAreLeft() {
    CancelEveryStep.run(
        () -> {
          Event event = new Event();
          Program program = new Program();
          for (int i = 0; i < 3; i++) {
            program.task(event::await);
          }
          return program
              .essential(() -> setInAnyCase(event))
              .invariant(() -> assertThat(event.isSet()).isTrue());
        });
  }

  @Async
  private static Coroutine<Void> setInAnyCase(Event event) {
    try {
      await(yieldNow());
      point();
      event.set();
      event.clear();
      point();
    } finally {
      event.set();
    }
    return Coroutine.done();
  }

  @Test
  void aConditionLosesNoSignalAndItsLockIsAlwaysHeldAfterwards() {
    CancelEveryStep.run(SyncFaultsTest::conditionProgram);
  }

  /** Fewer tokens than takers: a signal that is lost leaves a token beside one who waits. */
  private static Program conditionProgram() {
    Condition condition = new Condition();
    Tokens tokens = new Tokens();
    Program program = new Program();
    for (int i = 0; i < 3; i++) {
      program.task(() -> takeToken(condition, tokens));
    }
    return program
        .essential(() -> giveTokens(condition, tokens))
        .invariant(
            () -> {
              assertThat(condition.lock().isLocked()).isFalse();
              assertThat(tokens.taken + tokens.there).isEqualTo(2);
            });
  }

  private static final class Tokens {
    int there;
    int taken;
    int takersWaiting;
    boolean closed;
  }

  @Async
  private static Coroutine<Void> takeToken(Condition condition, Tokens tokens) {
    try (var held = await(condition.lock().acquire())) {
      point();
      tokens.takersWaiting++;
      try {
        await(condition.awaitUntil(() -> tokens.there > 0 || tokens.closed));
      } finally {
        tokens.takersWaiting--;
        assertThat(condition.lock().isLocked()).isTrue();
      }
      if (tokens.there > 0) {
        tokens.there--;
        tokens.taken++;
      }
      point();
    }
    return Coroutine.done();
  }

  /** Goes on when it is cancelled: the others count on this one. */
  @Async
  private static Coroutine<Void> giveTokens(Condition condition, Tokens tokens) {
    for (int step = 0; step < 13; ) {
      try (var held = await(condition.lock().acquire())) {
        step++;
        if (step <= 2) {
          tokens.there++;
          condition.signal(1);
        } else if (step == 12) {
          assertThat(tokens.there == 0 || tokens.takersWaiting == 0).isTrue();
          tokens.closed = true;
          condition.signalAll();
        }
        point();
      } catch (dev.continuo.CancelledError e) {
        // Swallowed.
      }
      try {
        await(yieldNow());
      } catch (dev.continuo.CancelledError e) {
        // Swallowed.
      }
    }
    return Coroutine.done();
  }

  @Test
  void aBarrierGoesOnWithoutThoseWhoAreCancelled() {
    CancelEveryStep.run(SyncFaultsTest::barrierProgram);
  }

  private static Program barrierProgram() {
    Barrier barrier = new Barrier(2);
    Program program = new Program();
    for (int i = 0; i < 3; i++) {
      program.task(() -> meet(barrier));
    }
    return program
        .essential(() -> abortInTheEnd(barrier))
        .invariant(
            () -> {
              assertThat(barrier.isBroken()).isTrue();
              assertThat(barrier.waiting()).isEqualTo(0);
            });
  }

  @Async
  private static Coroutine<Void> meet(Barrier barrier) {
    try {
      while (true) {
        point();
        int index = await(barrier.await());
        assertThat(index).isIn(java.util.List.of(0, 1));
        await(yieldNow());
      }
    } catch (BrokenBarrierException e) {
      return Coroutine.done();
    }
  }

  @Async
  private static Coroutine<Void> abortInTheEnd(Barrier barrier) {
    for (int i = 0; i < 8; i++) {
      try {
        await(yieldNow());
        if (i == 4) {
          await(barrier.reset());
        }
      } catch (dev.continuo.CancelledError e) {
        // Swallowed: the others count on this one.
      }
    }
    while (!barrier.isBroken()) {
      try {
        await(barrier.abort());
      } catch (dev.continuo.CancelledError e) {
        // Likewise.
      }
    }
    return Coroutine.done();
  }
}
