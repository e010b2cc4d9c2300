// SPDX-License-Identifier: Apache-2.0
package dev.continuo.contract;

import static com.google.common.truth.Truth.assertThat;
import static dev.continuo.Asyncio.async;
import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.createTask;
import static dev.continuo.Asyncio.sleep;
import static dev.continuo.Asyncio.yieldNow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.continuo.AsyncCallable;
import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import dev.continuo.sync.Event;
import dev.continuo.testing.DeadlockException;
import dev.continuo.testing.ExplorationFailure;
import dev.continuo.testing.TestLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every name of {@code dev.continuo.testing}, used as programs use it. */
class TestingContractTest {

  private static final Duration SECOND = Duration.ofSeconds(1);

  private int total;

  @Async
  private static Coroutine<Integer> later(int seconds) {
    await(sleep(Duration.ofSeconds(seconds)));
    return Coroutine.of(seconds);
  }

  @Async
  private Coroutine<Void> waitsFor(Event event, String name, List<String> log) {
    try {
      await(event.await());
    } finally {
      log.add(name);
      await(sleep(SECOND));
      log.add(name + " is clean");
    }
    return Coroutine.done();
  }

  @Async
  private Coroutine<Void> increment() {
    int before = total;
    await(yieldNow());
    total = before + 1;
    return Coroutine.done();
  }

  /** Right as long as the second increment comes when the first is over. */
  @Async
  private Coroutine<Void> racy() {
    total = 0;
    Task<Void> first = createTask(increment());
    await(sleep(Duration.ZERO));
    await(sleep(Duration.ZERO));
    await(increment());
    await(first);
    assertThat(total).isEqualTo(2);
    return Coroutine.done();
  }

  @Test
  void runTakesACoroutineOrACallableAndItsClockStartsAtZero() {
    assertThat(TestLoop.run(later(3600))).isEqualTo(3600);
    assertThat(TestLoop.run(() -> later(7))).isEqualTo(7);
    assertThat(TestLoop.run(() -> Coroutine.of(EventLoop.running().time()))).isEqualTo(0);
  }

  @Test
  void timeIsAdvancedByHand() {
    EventLoop asLoop = new TestLoop();
    TestLoop loop = (TestLoop) asLoop;
    List<Integer> fired = new ArrayList<>();
    loop.callLater(Duration.ofSeconds(-1), () -> fired.add(0));
    loop.callLater(SECOND, () -> fired.add(1));
    loop.callLater(Duration.ofSeconds(9), () -> fired.add(9));
    Task<Integer> task = loop.createTask(later(3));

    loop.advanceBy(Duration.ofSeconds(-5));
    assertThat(fired).containsExactly(0);
    loop.advanceBy(SECOND);
    assertThat(fired).containsExactly(0, 1).inOrder();
    assertThat(loop.time()).isEqualTo(SECOND.toNanos());
    loop.runUntilIdle();
    assertThat(fired).containsExactly(0, 1, 9).inOrder();
    assertThat(task.result()).isEqualTo(3);
    assertThat(loop.time()).isEqualTo(Duration.ofSeconds(9).toNanos());
    loop.close();
  }

  @Test
  void timeIsAdvancedByAnyDuration() {
    TestLoop loop = new TestLoop();
    List<String> fired = new ArrayList<>();
    loop.callLater(Duration.ofDays(100_000), () -> fired.add("in 273 years"));
    loop.advanceBy(Duration.ofSeconds(Long.MAX_VALUE));
    loop.advanceBy(Duration.ofSeconds(Long.MAX_VALUE));
    assertThat(fired).containsExactly("in 273 years");
    loop.close();
  }

  @Test
  void aDeadlockNamesTheTasksAndRunsTheirCleanup() {
    List<String> log = new ArrayList<>();
    AsyncCallable<Void> main =
        () -> {
          Event never = new Event();
          createTask("one", waitsFor(never, "one", log));
          createTask("two", waitsFor(never, "two", log));
          return waitsFor(never, "main", log);
        };
    IllegalStateException e = assertThrows(DeadlockException.class, () -> TestLoop.run(main));
    assertThat(e).hasMessageThat().contains("'one' waits for");
    assertThat(e).hasMessageThat().contains("'two' waits for");
    assertThat(log)
        .containsExactly("main", "one", "two", "main is clean", "one is clean", "two is clean")
        .inOrder();
  }

  @Test
  void explorePrintsTheSeedToReplay() {
    ExplorationFailure e =
        assertThrows(ExplorationFailure.class, () -> TestLoop.explore(200, this::racy));
    long seed = e.seed().getAsLong();
    assertThat(e).hasMessageThat().contains("TestLoop.replay(" + seed + ", main)");
    assertThrows(AssertionError.class, () -> TestLoop.replay(seed, this::racy));
    assertThrows(AssertionError.class, () -> TestLoop.replay(e.schedule(), this::racy));
    assertThat(TestLoop.explore(20, () -> later(1)).schedules()).isEqualTo(20);
  }

  @Test
  @SuppressWarnings({"NullAway", "DataFlowIssue"})
  void badArgumentsAreNamed() {
    assertNamesNull("main", () -> TestLoop.run((AsyncCallable<Void>) null));
    assertNamesNull("main", () -> TestLoop.run((Coroutine<Void>) null));
    assertNamesNull("main", () -> TestLoop.explore(1, null));
    assertNamesNull("d", () -> new TestLoop().advanceBy(null));
    var e =
        assertThrows(
            IllegalArgumentException.class,
            () -> TestLoop.explore(0, () -> async(Coroutine::done)));
    assertThat(e).hasMessageThat().contains("0");
  }

  private static void assertNamesNull(String name, org.junit.jupiter.api.function.Executable call) {
    assertThat(assertThrows(NullPointerException.class, call)).hasMessageThat().isEqualTo(name);
  }
}
