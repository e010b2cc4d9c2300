// SPDX-License-Identifier: Apache-2.0
package dev.continuo.sync;

import static com.google.common.truth.Truth.assertThat;
import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.createTask;
import static dev.continuo.Asyncio.gather;
import static dev.continuo.Asyncio.yieldNow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.continuo.AsyncCallable;
import dev.continuo.Coroutine;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import dev.continuo.testing.TestLoop;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // what holds a lock is only there to be closed
class SyncTest {

  private final List<Object> seen = new ArrayList<>();

  private static void run(AsyncCallable<Void> main) {
    TestLoop.run(main);
  }

  @Async
  private Coroutine<Void> takeLock(Lock lock, String name) {
    try (var held = await(lock.acquire())) {
      seen.add(name);
      await(yieldNow());
    }
    return Coroutine.done();
  }

  @Test
  void whoComesAfterAReleaseIsBehindThoseWhoWait() {
    run(
        () -> {
          Lock lock = new Lock();
          await(lock.acquire());
          Task<Void> first = createTask(takeLock(lock, "first"));
          await(yieldNow());
          lock.release();
          assertThat(lock.isLocked()).isFalse();
          assertThat(lock.tryAcquire()).isFalse();
          await(takeLock(lock, "second"));
          assertThat(seen).containsExactly("first", "second").inOrder();
          await(first);
          return Coroutine.done();
        });
  }

  @Test
  void anUncontendedAcquireDoesNotSuspend() {
    run(
        () -> {
          createTask(takeLock(new Lock(), "other"));
          Lock lock = new Lock();
          try (var held = await(lock.acquire())) {
            assertThat(seen).isEmpty();
          }
          return Coroutine.done();
        });
  }

  @Test
  void closeDoesNothingAfterAReleaseByHand() {
    run(
        () -> {
          Lock lock = new Lock();
          try (var held = await(lock.acquire())) {
            lock.release();
            await(lock.acquire());
            held.close();
            assertThat(lock.isLocked()).isTrue();
          }
          assertThat(lock.isLocked()).isTrue();
          Semaphore semaphore = new Semaphore(1);
          try (var permit = await(semaphore.acquire())) {
            semaphore.release();
          }
          assertThat(semaphore.tryAcquire()).isTrue();
          assertThat(semaphore.tryAcquire()).isFalse();
          return Coroutine.done();
        });
  }

  @Test
  void aReleaseByHandIsOfTheLastPermitOfItsTaskAndElsewhereOneMore() {
    run(
        () -> {
          Semaphore semaphore = new Semaphore(2);
          var first = await(semaphore.acquire());
          var second = await(semaphore.acquire());
          semaphore.release();
          second.close();
          assertThat(semaphore.toString()).isEqualTo("<Semaphore unlocked, value:1>");
          first.close();
          assertThat(semaphore.toString()).isEqualTo("<Semaphore unlocked, value:2>");
          var third = await(semaphore.acquire());
          await(createTask(releaseInAnotherTask(semaphore)));
          third.close();
          third.close();
          assertThat(semaphore.toString()).isEqualTo("<Semaphore unlocked, value:3>");
          return Coroutine.done();
        });
  }

  @Async
  private static Coroutine<Void> releaseInAnotherTask(Semaphore semaphore) {
    semaphore.release();
    return Coroutine.done();
  }

  @Test
  void anyTaskMayReleaseALockAndItIsNotReentrant() {
    run(
        () -> {
          Lock lock = new Lock();
          await(lock.acquire());
          assertThat(lock.tryAcquire()).isFalse();
          await(createTask(releases(lock)));
          assertThat(lock.isLocked()).isFalse();
          return Coroutine.done();
        });
  }

  @Async
  private static Coroutine<Void> releases(Lock lock) {
    lock.release();
    return Coroutine.done();
  }

  @Test
  void aLockBelongsToTheLoopThatFirstWaitedForIt() {
    Lock lock = new Lock();
    run(
        () -> {
          await(gather(takeLock(lock, "a"), takeLock(lock, "b")));
          return Coroutine.done();
        });
    IllegalStateException e =
        assertThrows(IllegalStateException.class, () -> run(() -> twice(lock)));
    assertThat(e).hasMessageThat().isEqualTo("<Lock locked> is bound to a different event loop");
  }

  @Async
  private Coroutine<Void> twice(Lock lock) {
    await(gather(takeLock(lock, "c"), takeLock(lock, "d")));
    return Coroutine.done();
  }

  @Async
  private Coroutine<Void> arrive(Barrier barrier, String name) {
    try {
      seen.add(name + await(barrier.await()));
    } catch (BrokenBarrierException e) {
      seen.add(name + " broken");
    }
    return Coroutine.done();
  }

  @Test
  void theLastToArriveAtABarrierPassesFirst() {
    run(
        () -> {
          Barrier barrier = new Barrier(3);
          await(gather(arrive(barrier, "a"), arrive(barrier, "b"), arrive(barrier, "c")));
          assertThat(seen).containsExactly("c2", "a0", "b1").inOrder();
          await(gather(arrive(barrier, "d"), arrive(barrier, "e"), arrive(barrier, "f")));
          assertThat(seen.subList(3, 6)).containsExactly("f2", "d0", "e1").inOrder();
          return Coroutine.done();
        });
  }

  @Test
  void aResetBreaksTheBarrierForThoseWhoWaitOnly() {
    run(
        () -> {
          Barrier barrier = new Barrier(2);
          Task<Void> a = createTask(arrive(barrier, "a"));
          await(yieldNow());
          assertThat(barrier.waiting()).isEqualTo(1);
          await(barrier.reset());
          await(a);
          await(gather(arrive(barrier, "b"), arrive(barrier, "c")));
          assertThat(seen).containsExactly("a broken", "c1", "b0").inOrder();
          await(barrier.abort());
          await(arrive(barrier, "d"));
          assertThat(barrier.isBroken()).isTrue();
          assertThat(seen).contains("d broken");
          return Coroutine.done();
        });
  }

  @Test
  void oneWhoIsCancelledAtABarrierJustLeaves() {
    run(
        () -> {
          Barrier barrier = new Barrier(2);
          Task<Void> a = createTask(arrive(barrier, "a"));
          await(yieldNow());
          a.cancel();
          await(yieldNow());
          await(yieldNow());
          assertThat(barrier.waiting()).isEqualTo(0);
          assertThat(barrier.isBroken()).isFalse();
          return Coroutine.done();
        });
  }

  @Test
  void sizesAreChecked() {
    assertThat(assertThrows(IllegalArgumentException.class, () -> new Barrier(0)))
        .hasMessageThat()
        .isEqualTo("parties must be >= 1, got 0");
    assertThat(assertThrows(IllegalArgumentException.class, () -> new Semaphore(-1)))
        .hasMessageThat()
        .isEqualTo("Semaphore initial value must be >= 0, got -1");
  }
}
