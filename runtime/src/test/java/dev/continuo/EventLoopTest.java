// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

import static com.google.common.truth.Truth.assertThat;
import static dev.continuo.Asyncio.createTask;
import static dev.continuo.Asyncio.gather;
import static dev.continuo.Asyncio.sleep;
import static dev.continuo.Asyncio.yieldNow;
import static dev.continuo.Script.give;
import static dev.continuo.Script.repeat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.continuo.testing.TestLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class EventLoopTest {

  @Test
  void timersAndOtherThreadsGetTheirTurnWhileTheQueueIsBusy() {
    List<String> seen = new ArrayList<>();
    Object result =
        Asyncio.run(
            () -> {
              EventLoop loop = EventLoop.running();
              loop.callLater(Duration.ofMillis(1), () -> seen.add("timer"));
              new Thread(() -> loop.execute(() -> seen.add("thread"))).start();
              return Script.<Object>first(v -> seen.size() == 2 ? give("both") : again());
            });
    assertThat(result).isEqualTo("both");
  }

  private static Object again() {
    return repeat(yieldNow());
  }

  @Test
  void stopFromAnotherThreadEndsRunForever() {
    EventLoop loop = EventLoop.create();
    new Thread(loop::stop).start();
    loop.runForever();
    assertThat(loop.isRunning()).isFalse();
    loop.close();
    loop.close();
    assertThat(loop.isClosed()).isTrue();
    assertThat(assertThrows(IllegalStateException.class, () -> loop.callSoon(() -> {})))
        .hasMessageThat()
        .isEqualTo("Event loop is closed");
  }

  @Test
  void stopFinishesThePass() {
    List<Integer> seen = new ArrayList<>();
    TestLoop loop = new TestLoop();
    loop.callSoon(loop::stop);
    loop.callSoon(() -> seen.add(1));
    loop.callSoon(() -> loop.callSoon(() -> seen.add(2)));
    loop.runForever();
    assertThat(seen).containsExactly(1);
  }

  @Test
  void runUntilCompleteStoppedEarlyFails() {
    TestLoop loop = new TestLoop();
    loop.callSoon(loop::stop);
    Exception e =
        assertThrows(IllegalStateException.class, () -> loop.runUntilComplete(loop.createFuture()));
    assertThat(e).hasMessageThat().isEqualTo("Event loop stopped before Future completed.");
  }

  @Test
  void aLoopOnAnExecutorRunsTasksOnItsThread() throws Exception {
    ExecutorService executor = Executors.newSingleThreadExecutor();
    try {
      Thread its = executor.submit(Thread::currentThread).get();
      EventLoop loop = EventLoop.on(executor);
      CompletableFuture<Object> done = new CompletableFuture<>();
      executor.execute(
          () ->
              loop.createTask(
                      Script.<Object>first(v -> sleep(Duration.ofMillis(1)))
                          .then(v -> give(Thread.currentThread())))
                  .addDoneCallback(t -> done.complete(t.result())));
      assertThat(done.get()).isSameInstanceAs(its);
    } finally {
      executor.shutdown();
    }
  }

  @Test
  void gatherTakesTheSameFutureTwiceAndNothingAtAll() {
    Object result =
        TestLoop.run(
            Script.first(v -> gather(List.<Coroutine<Object>>of()))
                .then(
                    v -> {
                      assertThat((List<?>) v).isEmpty();
                      Task<Object> t = createTask(Script.<Object>first(u -> give(new Object())));
                      Script<Object> c = Script.first(u -> give("c"));
                      return gather(t, c, t, c, Coroutine.<Object>of("x"));
                    }));
    List<?> list = (List<?>) result;
    assertThat(list.get(0)).isSameInstanceAs(list.get(2));
    assertThat(list.subList(3, 5)).containsExactly("c", "x").inOrder();
    assertThat(list.get(1)).isEqualTo("c");
  }

  @Test
  void gatherOfFuturesOfTwoLoopsFails() {
    Future<Object> a = new TestLoop().createFuture();
    Future<Object> b = new TestLoop().createFuture();
    assertThrows(IllegalArgumentException.class, () -> gather(a, b));
  }

  @Test
  void awaitingWhatIsReadyInALoopDoesNotGrowTheStack() {
    int[] left = {200_000};
    Object result =
        Asyncio.run(
            () ->
                Script.<Object>first(v -> left[0]-- > 0 ? repeat(Coroutine.of(1)) : give(left[0])));
    assertThat(result).isEqualTo(-1);
  }

  @Test
  void aDeepChainIsResumedAndUnwound() {
    Coroutine<Object> chain = Script.first(v -> yieldNow()).then(v -> give("leaf"));
    for (int i = 0; i < 500; i++) {
      Coroutine<Object> inner = chain;
      chain = Script.<Object>first(v -> inner).then(v -> give(v));
    }
    assertThat(TestLoop.run(chain)).isEqualTo("leaf");
  }
}
