// SPDX-License-Identifier: Apache-2.0
package dev.continuo.testing;

import static com.google.common.truth.Truth.assertThat;
import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.createTask;
import static dev.continuo.Asyncio.gather;
import static dev.continuo.Asyncio.gatherOutcomes;
import static dev.continuo.Asyncio.sleep;
import static dev.continuo.Asyncio.yieldNow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.continuo.CancelledError;
import dev.continuo.Coroutine;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import dev.continuo.queue.Queue;
import dev.continuo.sync.Semaphore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try")
class FaultsTest {

  /** Two who want the one permit, the first of them cancelled. */
  @Async
  private static Coroutine<Void> two(boolean safely) {
    Semaphore permits = new Semaphore(1);
    Task<Void> worker = createTask("worker", safely ? use(permits) : useAndForget(permits));
    await(gatherOutcomes(worker, createTask("other", use(permits))));
    assertThat(permits.tryAcquire()).isTrue();
    return Coroutine.done();
  }

  @Async
  private static Coroutine<Void> use(Semaphore permits) {
    try (var permit = await(permits.acquire())) {
      await(sleep(Duration.ofSeconds(1)));
    }
    return Coroutine.done();
  }

  @Async
  private static Coroutine<Void> useAndForget(Semaphore permits) {
    await(permits.acquire());
    await(sleep(Duration.ofSeconds(1)));
    permits.release();
    return Coroutine.done();
  }

  @Test
  void cleanupThatIsMissingIsFound() {
    assertThat(Faults.cancel("worker").run(() -> two(true))).isEqualTo(4);
    AssertionError failure =
        assertThrows(AssertionError.class, () -> Faults.cancel("worker").run(() -> two(false)));
    assertThat(failure)
        .hasMessageThat()
        .matches(
            "cancel\\(\"worker\"\\) at point 1, 'worker' in"
                + " useAndForget\\(FaultsTest\\.java:\\d+\\):"
                + " dev\\.continuo\\.testing\\.DeadlockException: deadlock: nothing is ready and no"
                + " timer is set");
    assertThat(failure).hasCauseThat().isInstanceOf(DeadlockException.class);
  }

  @Test
  void eachTaskIsCancelledInTurn() {
    List<String> cancelled = new ArrayList<>();
    int runs = Faults.cancelEach().run(() -> steps(cancelled));
    assertThat(runs).isEqualTo(21);
    assertThat(cancelled)
        .containsExactly(
            // main, whose gather cancels both
            "a1",
            "a1",
            "b1",
            "b1",
            "a2",
            "a2",
            "b2",
            "b2",
            // a, then b, at each of four points
            "a1",
            "a1",
            "a2",
            "a2",
            "b1",
            "b1",
            "b2",
            "b2")
        .inOrder();
  }

  @Async
  private static Coroutine<Void> steps(List<String> cancelled) {
    Task<Void> a = createTask("a", twoSteps("a", cancelled));
    await(gather(a, createTask("b", twoSteps("b", cancelled))));
    return Coroutine.done();
  }

  @Async
  private static Coroutine<Void> twoSteps(String name, List<String> cancelled) {
    for (int i = 1; i <= 2; i++) {
      try {
        await(yieldNow());
      } catch (CancelledError e) {
        cancelled.add(name + i);
        throw e;
      }
    }
    return Coroutine.done();
  }

  @Test
  void aSecondCancellationMeetsTheCleanup() {
    int[] cleaned = {0};
    int[] interrupted = {0};
    int runs = Faults.cancelMain().twice().run(() -> cleansUp(cleaned, interrupted));
    assertThat(runs).isEqualTo(5);
    assertThat(cleaned[0]).isEqualTo(1);
    assertThat(interrupted[0]).isEqualTo(4);
  }

  @Async
  private static Coroutine<Void> cleansUp(int[] cleaned, int[] interrupted) {
    try {
      await(sleep(Duration.ofSeconds(1)));
    } finally {
      try {
        await(sleep(Duration.ofSeconds(1)));
        cleaned[0]++;
      } catch (CancelledError e) {
        interrupted[0]++;
        throw e;
      }
    }
    return Coroutine.done();
  }

  @Test
  void aProgramThatIgnoresCancellationIsUntouchedInTheEnd() {
    Queue<Integer> queue = new Queue<>();
    assertThat(
            Faults.cancelMain()
                .invariant(() -> assertThat(queue.isEmpty()).isTrue())
                .run(Coroutine::done))
        .isEqualTo(1);
  }

  @Test
  void whatIsWrongWithoutAnyCancellationIsSaidSo() {
    AssertionError failure =
        assertThrows(
            AssertionError.class,
            () -> Faults.cancelMain().run(() -> Coroutine.failed(new IllegalStateException("no"))));
    assertThat(failure)
        .hasMessageThat()
        .isEqualTo("it fails, though nothing was cancelled: java.lang.IllegalStateException: no");
    assertThat(
            assertThrows(
                IllegalArgumentException.class, () -> Faults.cancel("nobody").run(Coroutine::done)))
        .hasMessageThat()
        .isEqualTo(
            "cancel(\"nobody\"): no such task has run; createTask(name, ..) gives a task its name");
  }
}
