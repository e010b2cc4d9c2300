// SPDX-License-Identifier: Apache-2.0
package dev.continuo.testing;

import static com.google.common.truth.Truth.assertThat;
import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.createTask;
import static dev.continuo.Asyncio.gather;
import static dev.continuo.Asyncio.sleep;
import static dev.continuo.Asyncio.yieldNow;

import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.Future;
import dev.continuo.annotation.Async;
import dev.continuo.sync.Lock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ExploreTest {

  /** Three tasks of two steps each: the orders they run in, as text. */
  private static final class Letters {
    private final StringBuilder seen = new StringBuilder();

    @Async
    Coroutine<String> main() {
      await(gather(letter("a"), letter("b"), letter("c")));
      return Coroutine.of(seen.toString());
    }

    @Async
    private Coroutine<Void> letter(String letter) {
      seen.append(letter);
      await(yieldNow());
      seen.append(letter);
      return Coroutine.done();
    }
  }

  @Async
  private static Coroutine<Void> collect(Set<String> orders) {
    orders.add(await(new Letters().main()));
    return Coroutine.done();
  }

  @Test
  void randomSchedulesReachAllOrders() {
    Set<String> orders = new TreeSet<>();
    Exploration result = TestLoop.explore(3000, () -> collect(orders));
    // Six letters, each twice, the two of a kind in order: 6! / (2! 2! 2!)
    assertThat(orders).hasSize(90);
    assertThat(result.schedules()).isEqualTo(3000);
    assertThat(result.complete()).isFalse();
  }

  @Test
  void boundedSchedulesReachAllOrdersOnceTheBoundIsHighEnough() {
    List<Integer> sizes = new ArrayList<>();
    for (int bound = 0; bound <= 4; bound++) {
      Set<String> orders = new TreeSet<>();
      Exploration result = Explorer.bounded(bound).explore(() -> collect(orders));
      assertThat(result.complete()).isTrue();
      sizes.add(orders.size());
    }
    assertThat(sizes).containsExactly(1, 14, 55, 86, 90).inOrder();
  }

  @Test
  void theFirstScheduleIsTheOrderOfArrival() {
    assertThat(TestLoop.replay(0, () -> new Letters().main())).isEqualTo("abcabc");
    assertThat(TestLoop.replay("fifo", () -> new Letters().main())).isEqualTo("abcabc");
  }

  @Test
  void aSeedGivesTheSameOrderOnEveryJdk() {
    List<String> orders = new ArrayList<>();
    for (long seed = 1; seed <= 6; seed++) {
      orders.add(TestLoop.replay(seed, () -> new Letters().main()));
    }
    assertThat(orders)
        .containsExactly("bbacca", "cabacb", "abbcac", "bacbac", "abcabc", "aaccbb")
        .inOrder();
  }

  @Test
  void aScheduleSaysAtWhichStepsWhatRunsInstead() {
    // Step 1 is main; w lets the first wait until the others have had their turn.
    assertThat(TestLoop.replay("2.2", () -> new Letters().main())).isEqualTo("cabcab");
    assertThat(TestLoop.replay("2.w", () -> new Letters().main())).isEqualTo("bcabca");
    assertThat(TestLoop.replay("2.1,3.2", () -> new Letters().main())).isEqualTo("bbacac");
  }

  @Test
  void callbacksKeepTheirOrder() {
    TestLoop.explore(
        300,
        () -> {
          List<Object> seen = new ArrayList<>();
          EventLoop loop = EventLoop.running();
          Future<Void> future = loop.createFuture();
          future.addDoneCallback(f -> seen.add(3));
          future.addDoneCallback(f -> seen.add(4));
          loop.callSoon(() -> seen.add(1));
          loop.callSoon(() -> seen.add(2));
          createTask(sleep(Duration.ZERO));
          future.setResult(null);
          while (seen.size() < 4) {
            await(yieldNow());
          }
          assertThat(seen).containsExactly(1, 2, 3, 4).inOrder();
          return Coroutine.done();
        });
  }

  @Test
  void aLockGoesToWhoWaitsLongestWhateverTheSchedule() {
    Explorer.bounded(3)
        .explore(
            () -> {
              Lock lock = new Lock();
              List<String> asked = new ArrayList<>();
              List<String> got = new ArrayList<>();
              await(
                  gather(
                      hold(lock, "a", asked, got),
                      hold(lock, "b", asked, got),
                      hold(lock, "c", asked, got)));
              assertThat(got).isEqualTo(asked);
              return Coroutine.done();
            });
  }

  @Async
  @SuppressWarnings("try")
  private static Coroutine<Void> hold(Lock lock, String who, List<String> asked, List<String> got) {
    asked.add(who);
    try (var held = await(lock.acquire())) {
      got.add(who);
      await(yieldNow());
    }
    return Coroutine.done();
  }
}
