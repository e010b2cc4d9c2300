// SPDX-License-Identifier: Apache-2.0
package dev.continuo.testing;

import static com.google.common.truth.Truth.assertThat;
import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.createTask;
import static dev.continuo.Asyncio.gather;
import static dev.continuo.Asyncio.sleep;
import static dev.continuo.Asyncio.yieldNow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.continuo.AsyncCallable;
import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.Future;
import dev.continuo.annotation.Async;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What explorations find, and how they tell of it. */
class ExploreFailuresTest {

  @Test
  void aFailureTellsHowToHaveItAgain() {
    ExplorationFailure failure =
        assertThrows(
            ExplorationFailure.class, () -> TestLoop.explore(100, ExploreFailuresTest::unlucky));
    assertThat(failure)
        .hasMessageThat()
        .isEqualTo(
            """
            schedule 2 of 100 fails: java.lang.IllegalStateException: b came first
              Its seed is 1: TestLoop.replay(1, main) runs it again
              The shortest schedule has 1 deviation from the order of arrival: \
            TestLoop.replay("2.1", main) runs it again
                step 2: 'b' in note runs before 'a' in note
              Its steps: main, 'b', 'a', 'b', 'a', callback, callback, main\
            """);
    assertThat(failure.schedule()).isEqualTo("2.1");
    assertThat(failure).hasCauseThat().hasMessageThat().isEqualTo("b came first");
  }

  @Async
  private static Coroutine<Void> unlucky() {
    List<String> seen = new ArrayList<>();
    await(gather(createTask("a", note("a", seen)), createTask("b", note("b", seen))));
    if (seen.get(0).equals("b")) {
      throw new IllegalStateException("b came first");
    }
    return Coroutine.done();
  }

  @Async
  private static Coroutine<Void> note(String name, List<String> seen) {
    await(yieldNow());
    seen.add(name);
    return Coroutine.done();
  }

  @Test
  void aProgramThatAlwaysFailsIsSaidToDoSo() {
    ExplorationFailure failure =
        assertThrows(
            ExplorationFailure.class,
            () -> TestLoop.explore(5, () -> Coroutine.failed(new IllegalStateException("no"))));
    assertThat(failure)
        .hasMessageThat()
        .isEqualTo(
            """
            schedule 1 of 5 fails: java.lang.IllegalStateException: no
              Its seed is 0: TestLoop.replay(0, main) runs it again
              It fails in the order of arrival too: TestLoop.replay("fifo", main) runs it again
              Its steps: main\
            """);
  }

  @Test
  void aDeadlockIsAFailureAndShowsWhoAwaitsWhat() {
    ExplorationFailure failure =
        assertThrows(
            ExplorationFailure.class,
            () -> TestLoop.explore(5, () -> new Future<Void>().asCoroutine()));
    assertThat(failure).hasCauseThat().isInstanceOf(DeadlockException.class);
    assertThat(failure).hasCauseThat().hasMessageThat().contains("waits for <Future pending>");
  }

  @Async
  private static Coroutine<Void> spin() {
    while (true) {
      await(yieldNow());
    }
  }

  @Test
  void aProgramThatOnlySpinsIsALivelock() {
    ExplorationFailure failure =
        assertThrows(
            ExplorationFailure.class,
            () -> Explorer.random(5).maxSteps(100).explore(ExploreFailuresTest::spin));
    assertThat(failure).hasCauseThat().isInstanceOf(LivelockException.class);
    assertThat(failure)
        .hasCauseThat()
        .hasMessageThat()
        .startsWith("not done after 100 steps, at PT0S of virtual time\n  └── (T) 'Task-");
    assertThat(failure).hasMessageThat().contains("replay(0, main) of the same Explorer");
  }

  @Async
  private static Coroutine<Void> neverDone() {
    while (true) {
      await(sleep(Duration.ofSeconds(1)));
    }
  }

  @Test
  void aProgramThatGoesOnBeyondItsLimitOfVirtualTimeFails() {
    ExplorationFailure failure =
        assertThrows(
            ExplorationFailure.class,
            () ->
                Explorer.bounded(1)
                    .timeLimit(Duration.ofMinutes(1))
                    .explore(ExploreFailuresTest::neverDone));
    assertThat(failure)
        .hasCauseThat()
        .hasMessageThat()
        .startsWith("not done after PT1M of virtual time\n  └── (T) 'Task-");
  }

  @Test
  void whatASchedulesStepsDependOnMustNotChange() {
    int[] runs = {0};
    ExplorationFailure failure =
        assertThrows(
            ExplorationFailure.class,
            () ->
                TestLoop.explore(
                    100,
                    () -> {
                      if (++runs[0] % 2 == 0) {
                        await(yieldNow());
                      }
                      await(unlucky());
                      return Coroutine.done();
                    }));
    assertThat(failure)
        .hasMessageThat()
        .isEqualTo(
            """
            schedule 2 of 100 fails: java.lang.IllegalStateException: b came first
              Its seed is 1: TestLoop.replay(1, main) runs it again
              It fails, but not always: the program does not do the same each time (step 2 was \
            main, and is now 'a'); it must not use threads, real time, random numbers without a \
            fixed seed, the order of a hash set of objects, or what an earlier run has left in \
            fields\
            """);
  }

  @Test
  void anInvariantIsCheckedAfterEachRun() {
    List<String> seen = new ArrayList<>();
    ExplorationFailure failure =
        assertThrows(
            ExplorationFailure.class,
            () ->
                Explorer.bounded(1)
                    .invariant(() -> assertThat(seen).containsExactly("a", "b").inOrder())
                    .explore(
                        () -> {
                          seen.clear();
                          await(gather(note("a", seen), note("b", seen)));
                          return Coroutine.done();
                        }));
    assertThat(failure.schedule()).isEqualTo("2.1");
  }

  @Test
  void whatHoldsAlwaysIsCheckedAfterEachStep() {
    List<String> seen = new ArrayList<>();
    ExplorationFailure failure =
        assertThrows(
            ExplorationFailure.class,
            () ->
                Explorer.bounded(1)
                    .always(() -> assertThat(seen).isNotEqualTo(List.of("b")))
                    .explore(
                        () -> {
                          seen.clear();
                          await(gather(note("a", seen), note("b", seen)));
                          return Coroutine.done();
                        }));
    assertThat(failure.schedule()).isEqualTo("2.1");
    assertThat(failure).hasMessageThat().endsWith("Its steps: main, task 3, task 2, task 3");
  }

  @Test
  void timersFarApartFireInTheirOrderAndCloseOnesWithASkewInAny() {
    Set<String> orders = new TreeSet<>();
    AsyncCallable<Void> main =
        () -> {
          StringBuilder order = new StringBuilder();
          for (int millis : new int[] {30, 10, 11}) {
            EventLoop.running().callLater(Duration.ofMillis(millis), () -> order.append(millis));
          }
          await(sleep(Duration.ofSeconds(1)));
          orders.add(order.toString());
          return Coroutine.done();
        };
    TestLoop.explore(100, main);
    assertThat(orders).containsExactly("101130");
    Explorer.bounded(2).timeSkew(Duration.ofMillis(5)).explore(main);
    assertThat(orders).containsExactly("101130", "111030");
  }

  @Test
  void strictlyWhatIsLeftBehindFails() {
    AsyncCallable<Void> main =
        () -> {
          createTask("left", neverDone());
          return Coroutine.done();
        };
    assertThat(TestLoop.explore(10, main).schedules()).isEqualTo(10);
    ExplorationFailure failure =
        assertThrows(ExplorationFailure.class, () -> Explorer.random(10).strict().explore(main));
    assertThat(failure)
        .hasCauseThat()
        .hasMessageThat()
        .startsWith("the program has ended, but left behind:\n  task 'left' waits for");
  }

  @Test
  void wrongArgumentsAreRefused() {
    assertThat(assertThrows(IllegalArgumentException.class, () -> TestLoop.explore(0, null)))
        .hasMessageThat()
        .isEqualTo("schedules must be at least 1, not 0");
    assertThat(assertThrows(NullPointerException.class, () -> TestLoop.explore(1, null)))
        .hasMessageThat()
        .isEqualTo("main");
    assertThat(assertThrows(IllegalArgumentException.class, () -> Explorer.bounded(-1)))
        .hasMessageThat()
        .isEqualTo("deviations must not be negative, not -1");
    assertThat(
            assertThrows(
                IllegalArgumentException.class, () -> TestLoop.replay("5.0", Coroutine::done)))
        .hasMessageThat()
        .isEqualTo("not a schedule: '5.0'; give one that a failure has printed, such as 5.1,9.w");
  }

  @Test
  void aScheduleOfAnotherProgramIsRefused() {
    assertThat(
            assertThrows(
                IllegalStateException.class, () -> TestLoop.replay("5.1", Coroutine::done)))
        .hasMessageThat()
        .startsWith(
            "the program does not do the same each time (it ran as schedule fifo, for 5.1 was not"
                + " possible); it must not use threads");
  }
}
