// SPDX-License-Identifier: Apache-2.0
package dev.continuo.testing;

import static com.google.common.truth.Truth.assertThat;
import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.createTask;
import static dev.continuo.Asyncio.sleep;
import static dev.continuo.Asyncio.yieldNow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.continuo.Coroutine;
import dev.continuo.Future;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class TestLoopTest {

  private final TestLoop loop = new TestLoop();
  private final List<Object> seen = new ArrayList<>();

  @Test
  void timeStandsStillUntilItIsAdvanced() {
    loop.callLater(Duration.ofSeconds(2), () -> seen.add(loop.time()));
    loop.callSoon(() -> seen.add("soon"));
    loop.runCurrent();
    assertThat(seen).containsExactly("soon");
    loop.advanceBy(Duration.ofSeconds(1));
    assertThat(seen).containsExactly("soon");
    loop.advanceBy(Duration.ofSeconds(5));
    assertThat(seen).containsExactly("soon", 2_000_000_000L).inOrder();
    assertThat(loop.time()).isEqualTo(6_000_000_000L);
  }

  @Test
  void runUntilIdleRunsAllTimers() {
    Task<String> task = loop.createTask(sleep(Duration.ofDays(1), "slept"));
    loop.runUntilIdle();
    assertThat(task.result()).isEqualTo("slept");
    assertThat(loop.time()).isEqualTo(Duration.ofDays(1).toNanos());
  }

  @Test
  void equalDeadlinesFireInTheOrderTheyWereSet() {
    for (int i = 0; i < 100; i++) {
      int n = i;
      loop.callAt(1000 - n % 10, () -> seen.add((1000 - n % 10) * 100 + n));
    }
    loop.runUntilIdle();
    List<Object> sorted = new ArrayList<>(seen);
    sorted.sort((a, b) -> Integer.compare((int) a, (int) b));
    assertThat(seen).hasSize(100);
    assertThat(seen).containsExactlyElementsIn(sorted).inOrder();
  }

  @Test
  void cancelledTimersLeaveTheHeapInOrder() {
    List<dev.continuo.Handle> handles = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      int at = i * 7919 % 200;
      handles.add(loop.callAt(at, () -> seen.add(at)));
    }
    for (int i = 0; i < 200; i += 3) {
      handles.get(i).cancel();
    }
    loop.runUntilIdle();
    assertThat(seen).hasSize(133);
    List<Object> sorted = new ArrayList<>(seen);
    sorted.sort((a, b) -> Integer.compare((int) a, (int) b));
    assertThat(seen).isEqualTo(sorted);
  }

  @Test
  void aDeadlockNamesWhatEachTaskAwaits() {
    DeadlockException e =
        assertThrows(
            DeadlockException.class,
            () ->
                TestLoop.run(
                    () -> {
                      Future<Object> never = new Future<>();
                      createTask("stuck", never.asCoroutine());
                      return never.asCoroutine();
                    }));
    assertThat(e).hasMessageThat().contains("(T) 'stuck' waits for <Future pending>");
  }

  @Test
  void aLimitDoesNotJumpOverAJobOnARealThread() {
    ExecutorService executor = Executors.newSingleThreadExecutor();
    try {
      Future<String> job = loop.runInExecutor(executor, () -> "done");
      loop.callLater(Duration.ofSeconds(1), () -> seen.add(job.isDone()));
      loop.runUntilIdle();
      assertThat(job.result()).isEqualTo("done");
      assertThat(seen).containsExactly(true);
    } finally {
      executor.shutdown();
    }
  }

  @Test
  void aQueuedJobThatIsCancelledNeverRuns() {
    List<Runnable> queued = new ArrayList<>();
    Future<Boolean> job = loop.runInExecutor(queued::add, () -> seen.add("ran"));
    assertThat(job.cancel()).isTrue();
    queued.forEach(Runnable::run);
    loop.runUntilIdle();
    assertThat(seen).isEmpty();
  }

  @Test
  void runThrowsWhatMainThrew() {
    RuntimeException failure = new RuntimeException();
    Coroutine<Object> main = Coroutine.failed(failure);
    assertThat(assertThrows(RuntimeException.class, () -> TestLoop.run(main)))
        .isSameInstanceAs(failure);
  }

  @Test
  void aDeadlockCancelsTheTasksInTheOrderOfTheirCreationAndRunsTheirCleanup() {
    assertThrows(DeadlockException.class, () -> TestLoop.run(() -> stuck()));
    assertThat(seen).containsExactly("main", "a", "b", "a slept", "b slept").inOrder();
  }

  @Async
  private Coroutine<Void> stuck() {
    createTask("a", waitAndCleanUp("a"));
    createTask("b", waitAndCleanUp("b"));
    try {
      await(new Future<Void>());
    } finally {
      seen.add("main");
    }
    return Coroutine.done();
  }

  @Async
  private Coroutine<Void> waitAndCleanUp(String name) {
    try {
      await(new Future<Void>());
    } finally {
      seen.add(name);
      await(sleep(Duration.ofHours(1)));
      seen.add(name + " slept");
    }
    return Coroutine.done();
  }

  @Test
  void aLimitOfVirtualTimeEndsARunOnceAndLeavesCleanupItsTime() {
    loop.setTimeLimit(Duration.ofMinutes(1));
    LivelockException e =
        assertThrows(
            LivelockException.class, () -> loop.runUntilComplete(sleep(Duration.ofHours(1))));
    assertThat(e)
        .hasMessageThat()
        .startsWith("not done after PT1M of virtual time\n  └── (T) 'Task-");
    loop.runUntilIdle();
    assertThat(loop.time()).isEqualTo(Duration.ofHours(1).toNanos());
  }

  @Test
  void strictlyWhatIsLeftBehindFails() {
    assertThat(TestLoop.runStrictly(() -> Coroutine.of(1))).isEqualTo(1);
    AssertionError e =
        assertThrows(AssertionError.class, () -> TestLoop.runStrictly(this::leaveMuch));
    assertThat(e)
        .hasMessageThat()
        .matches(
            """
            the program has ended, but left behind:
              Exception in callback .*: java.lang.IllegalArgumentException: in a callback
              task 'left' waits for <sleep pending>
                  at dev\\.continuo\\.Asyncio\\.sleep\\(Unknown Source\\)
              Task exception was never retrieved: task 'failed': java.lang.IllegalStateException: unseen
              coroutine 'waitAndCleanUp' was never awaited, created at \
            dev\\.continuo\\.testing\\.TestLoopTest\\.leaveMuch\\(TestLoopTest\\.java:\\d+\\); \
            await it, start it with createTask, or drop it with close\\(\\)""");
    assertThat(e.getSuppressed()).hasLength(2);
  }

  @Async
  @SuppressWarnings("continuo:UnusedCoroutine")
  private Coroutine<Void> leaveMuch() {
    createTask("left", sleep(Duration.ofHours(1)));
    createTask("failed", Coroutine.failed(new IllegalStateException("unseen")));
    Coroutine<Void> forgotten = waitAndCleanUp("c");
    dev.continuo.EventLoop.running()
        .callSoon(
            () -> {
              throw new IllegalArgumentException("in a callback");
            });
    await(yieldNow());
    return Coroutine.done();
  }
}
