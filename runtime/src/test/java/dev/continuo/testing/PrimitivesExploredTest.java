// SPDX-License-Identifier: Apache-2.0
package dev.continuo.testing;

import static com.google.common.truth.Truth.assertThat;
import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.createTask;
import static dev.continuo.Asyncio.currentTask;
import static dev.continuo.Asyncio.each;
import static dev.continuo.Asyncio.gather;
import static dev.continuo.Asyncio.gatherOutcomes;
import static dev.continuo.Asyncio.raceFirst;
import static dev.continuo.Asyncio.sleep;
import static dev.continuo.Asyncio.waitFor;
import static dev.continuo.Asyncio.yieldNow;

import dev.continuo.AsyncCallable;
import dev.continuo.AsyncTimeoutException;
import dev.continuo.Coroutine;
import dev.continuo.ExceptionGroup;
import dev.continuo.Task;
import dev.continuo.TaskGroup;
import dev.continuo.annotation.Async;
import dev.continuo.queue.Queue;
import dev.continuo.sync.Barrier;
import dev.continuo.sync.Condition;
import dev.continuo.sync.Event;
import dev.continuo.sync.Lock;
import dev.continuo.sync.Semaphore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** The promises of locks, queues and groups hold in every order of steps. */
@SuppressWarnings("try")
class PrimitivesExploredTest {

  private static final Duration SECOND = Duration.ofSeconds(1);

  /** Random schedules, bounded ones, and each task cancelled at each step, in several orders. */
  private static void explore(AsyncCallable<Void> main) {
    Explorer.random(80).strict().explore(main);
    Explorer.random(60).timeSkew(Duration.ofMillis(10)).seed(1000).strict().explore(main);
    Explorer.bounded(2).schedules(200).strict().explore(main);
  }

  private static void exploreWithCancellations(Supplier<AsyncCallable<Void>> main) {
    explore(() -> main.get().call());
    for (int seed = 0; seed < 3; seed++) {
      Faults.cancelEach().seed(seed).run(() -> main.get().call());
      Faults.cancelEach().twice().seed(seed).run(() -> main.get().call());
    }
  }

  private static final class Room {
    private int inside;
    private int most;

    @Async
    Coroutine<Void> stay() {
      inside++;
      most = Math.max(most, inside);
      try {
        await(yieldNow());
        await(yieldNow());
      } finally {
        inside--;
      }
      return Coroutine.done();
    }
  }

  @Test
  void aLockLetsOneIn() {
    exploreWithCancellations(() -> () -> inTurn(new Lock(), new Room()));
  }

  @Async
  private static Coroutine<Void> inTurn(Lock lock, Room room) {
    List<Task<Void>> tasks = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      tasks.add(createTask(underLock(lock, room)));
    }
    await(gatherOutcomes(tasks));
    assertThat(room.most).isEqualTo(1);
    assertThat(lock.isLocked()).isFalse();
    return Coroutine.done();
  }

  @Async
  private static Coroutine<Void> underLock(Lock lock, Room room) {
    try (var held = await(lock.acquire())) {
      await(room.stay());
    }
    return Coroutine.done();
  }

  @Test
  void aSemaphoreLetsAsManyInAsItHasPermits() {
    exploreWithCancellations(() -> () -> twoAtATime(new Semaphore(2), new Room()));
  }

  @Async
  private static Coroutine<Void> twoAtATime(Semaphore permits, Room room) {
    List<Task<Void>> tasks = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      tasks.add(createTask(withPermit(permits, room)));
    }
    await(gatherOutcomes(tasks));
    assertThat(room.most).isAtMost(2);
    assertThat(permits.tryAcquire()).isTrue();
    assertThat(permits.tryAcquire()).isTrue();
    assertThat(permits.tryAcquire()).isFalse();
    return Coroutine.done();
  }

  @Async
  private static Coroutine<Void> withPermit(Semaphore permits, Room room) {
    try (var permit = await(permits.acquire())) {
      await(room.stay());
    }
    return Coroutine.done();
  }

  @Test
  void aConditionLosesNoSignal() {
    explore(() -> passTokens(new Condition(new Lock())));
  }

  @Async
  private static Coroutine<Void> passTokens(Condition condition) {
    int[] tokens = {0};
    await(
        gather(
            takeToken(condition, tokens),
            takeToken(condition, tokens),
            giveTwo(condition, tokens)));
    assertThat(tokens[0]).isEqualTo(0);
    return Coroutine.done();
  }

  @Async
  private static Coroutine<Void> takeToken(Condition condition, int[] tokens) {
    try (var held = await(condition.lock().acquire())) {
      await(condition.awaitUntil(() -> tokens[0] > 0));
      tokens[0]--;
    }
    return Coroutine.done();
  }

  @Async
  private static Coroutine<Void> giveTwo(Condition condition, int[] tokens) {
    for (int i = 0; i < 2; i++) {
      try (var held = await(condition.lock().acquire())) {
        tokens[0]++;
        condition.signal(1);
      }
      await(yieldNow());
    }
    return Coroutine.done();
  }

  @Test
  void aBarrierGivesEachPlaceOnce() {
    explore(() -> meetTwice(new Barrier(3)));
  }

  @Async
  private static Coroutine<Void> meetTwice(Barrier barrier) {
    List<Integer> places = new ArrayList<>();
    await(gather(meet(barrier, places), meet(barrier, places), meet(barrier, places)));
    assertThat(places).containsExactly(0, 0, 1, 1, 2, 2);
    return Coroutine.done();
  }

  @Async
  private static Coroutine<Void> meet(Barrier barrier, List<Integer> places) {
    for (int i = 0; i < 2; i++) {
      places.add(await(barrier.await()));
    }
    return Coroutine.done();
  }

  @Test
  void aQueueGivesWhatWasPutOnceAndInOrder() {
    explore(() -> pass(new Queue<>(1)));
  }

  @Async
  private static Coroutine<Void> pass(Queue<Integer> queue) {
    List<Integer> got = new ArrayList<>();
    Task<Void> one = createTask(take(queue, got));
    Task<Void> two = createTask(take(queue, got));
    await(gather(put(queue, 10), put(queue, 20)));
    await(queue.join());
    queue.shutdown();
    await(gather(one, two));
    assertThat(got).containsExactly(10, 11, 12, 20, 21, 22);
    assertThat(got.indexOf(10)).isLessThan(got.indexOf(12));
    return Coroutine.done();
  }

  @Async
  private static Coroutine<Void> put(Queue<Integer> queue, int first) {
    for (int i = first; i < first + 3; i++) {
      await(queue.put(i));
    }
    return Coroutine.done();
  }

  @Async
  private static Coroutine<Void> take(Queue<Integer> queue, List<Integer> got) {
    for (int item : each(queue)) {
      got.add(item);
      await(yieldNow());
      queue.taskDone();
    }
    return Coroutine.done();
  }

  @Test
  void aGroupEndsWhenItsTasksHave() {
    exploreWithCancellations(() -> PrimitivesExploredTest::failingGroup);
  }

  @Async
  private static Coroutine<Void> failingGroup() {
    Room room = new Room();
    try {
      await(
          TaskGroup.run(
              group -> {
                group.createTask(room.stay());
                group.createTask(room.stay());
                group.createTask(Coroutine.failed(new IllegalStateException("first")));
                await(room.stay());
                return Coroutine.of(0);
              }));
      throw new AssertionError("no failure");
    } catch (ExceptionGroup e) {
      assertThat(e.exceptions()).hasSize(1);
    } finally {
      assertThat(room.inside).isEqualTo(0);
    }
    return Coroutine.done();
  }

  @Test
  void aLimitEndsInAValueOrATimeout() {
    explore(PrimitivesExploredTest::limited);
  }

  @Async
  private static Coroutine<Void> limited() {
    Event event = new Event();
    Task<Void> setter = createTask(setAfterASecond(event));
    try {
      await(waitFor(event.await(), SECOND));
      assertThat(event.isSet()).isTrue();
    } catch (AsyncTimeoutException e) {
      assertThat(e).hasCauseThat().isNotNull();
    }
    await(setter);
    assertThat(currentTask().cancelling()).isEqualTo(0);
    return Coroutine.done();
  }

  @Async
  private static Coroutine<Void> setAfterASecond(Event event) {
    await(sleep(SECOND));
    event.set();
    return Coroutine.done();
  }

  @Test
  void aRaceLosesNoValue() {
    explore(PrimitivesExploredTest::race);
  }

  @Async
  private static Coroutine<Void> race() {
    List<String> made = new ArrayList<>();
    List<String> late = new ArrayList<>();
    String first =
        await(raceFirst(List.of(make("a", made), make("b", made), make("c", made)), late::add));
    late.add(first);
    assertThat(late).containsExactlyElementsIn(made);
    return Coroutine.done();
  }

  @Async
  private static Coroutine<String> make(String name, List<String> made) {
    await(sleep(SECOND));
    made.add(name);
    return Coroutine.of(name);
  }
}
