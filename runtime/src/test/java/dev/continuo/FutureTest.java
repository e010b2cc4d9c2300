// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

import static com.google.common.truth.Truth.assertThat;
import static dev.continuo.Asyncio.createTask;
import static dev.continuo.Asyncio.currentTask;
import static dev.continuo.Asyncio.sleep;
import static dev.continuo.Asyncio.yieldNow;
import static dev.continuo.Script.give;
import static dev.continuo.Trace.seconds;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.continuo.testing.TestLoop;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FutureTest {

  private static Object onLoop(Script.Step step) {
    return TestLoop.run(Script.first(step));
  }

  @Test
  void aCancelledFutureKnowsItsMessage() {
    onLoop(
        v -> {
          Future<Object> f = new Future<>();
          assertThat(f.isDone()).isFalse();
          assertThat(f.cancel("why")).isTrue();
          assertThat(f.cancel()).isFalse();
          assertThat(f.isCancelled()).isTrue();
          CancelledError e = assertThrows(CancelledError.class, f::result);
          assertThat(e).hasMessageThat().isEqualTo("why");
          assertThrows(CancelledError.class, f::exception);
          assertThrows(InvalidStateException.class, () -> f.setResult(1));
          return null;
        });
  }

  @Test
  void completingTwiceFails() {
    onLoop(
        v -> {
          Future<Object> f = new Future<>();
          f.setResult(null);
          assertThat(f.result()).isNull();
          assertThrows(InvalidStateException.class, () -> f.setResult(2));
          assertThrows(InvalidStateException.class, () -> f.setException(new RuntimeException()));
          assertThat(f.cancel()).isFalse();
          return null;
        });
  }

  @Test
  void resultOfAPendingFutureFails() {
    onLoop(
        v -> {
          Future<Object> f = new Future<>();
          assertThat(assertThrows(InvalidStateException.class, f::result))
              .hasMessageThat()
              .isEqualTo("Result is not set.");
          assertThrows(InvalidStateException.class, f::exception);
          return null;
        });
  }

  @Test
  void aFutureNeedsARunningLoop() {
    Exception e = assertThrows(IllegalStateException.class, Future::new);
    assertThat(e).hasMessageThat().isEqualTo("no running event loop");
  }

  @Test
  void everyAwaiterGetsTheSameException() {
    List<Throwable> seen = new ArrayList<>();
    RuntimeException failure = new RuntimeException("k");
    TestLoop.run(
        Script.first(
            v -> {
              Future<Object> f = new Future<>();
              for (int i = 0; i < 3; i++) {
                createTask(Script.first(u -> f).handle((u, e) -> give(seen.add(e))));
              }
              EventLoop.running().callSoon(() -> f.setException(failure));
              return sleep(seconds(1));
            }));
    assertThat(seen).containsExactly(failure, failure, failure);
  }

  @Test
  void completionFromAnotherThreadWakesTheLoop() {
    Object result =
        Asyncio.run(
            () ->
                Script.first(
                    v -> {
                      Future<Object> f = new Future<>();
                      new Thread(() -> f.setResult(7)).start();
                      return f;
                    }));
    assertThat(result).isEqualTo(7);
  }

  @Test
  void aTaskCannotBeCompletedByHand() {
    onLoop(
        v -> {
          Task<Object> t = createTask(Script.<Object>first(u -> null));
          assertThat(assertThrows(IllegalStateException.class, () -> t.setResult(1)))
              .hasMessageThat()
              .isEqualTo("Task does not support setResult operation");
          assertThat(
                  assertThrows(IllegalStateException.class, () -> t.setException(new Exception())))
              .hasMessageThat()
              .isEqualTo("Task does not support setException operation");
          return t;
        });
  }

  @Test
  void aTaskCannotAwaitItself() {
    Object message =
        TestLoop.run(Script.first(v -> currentTask()).handle((v, e) -> give(e.getMessage())));
    assertThat((String) message)
        .startsWith("Task cannot await on itself: <Task pending name='Task-");
  }

  @Test
  void theOthersRunBeforeATaskThatAwaitsItselfFails() {
    List<String> seen = new ArrayList<>();
    TestLoop.run(
        Script.first(
            v -> {
              EventLoop.running().callSoon(() -> seen.add("other"));
              return Script.first(u -> currentTask()).handle((u, e) -> give(seen.add("failed")));
            }));
    assertThat(seen).containsExactly("other", "failed").inOrder();
  }

  @Test
  void aFutureOfAnotherLoopCannotBeAwaited() {
    Future<Object> other = new TestLoop().createFuture();
    Object message = TestLoop.run(Script.first(v -> other).handle((v, e) -> give("" + e)));
    assertThat((String) message).contains("attached to a different loop");
  }

  @Test
  void aCoroutineRunsOnce() {
    Script<Object> c = Script.first(v -> give(1));
    Object message =
        TestLoop.run(Script.first(v -> c).then(v -> c).handle((v, e) -> give(e.getMessage())));
    assertThat(message).isEqualTo("cannot reuse already awaited coroutine");
  }

  @Test
  void aSuspendedCoroutineCannotBeAwaitedAgain() {
    Script<Object> c = Script.first(v -> sleep(seconds(1)));
    Object message =
        TestLoop.run(
            Script.first(
                    v -> {
                      createTask(Script.first(u -> c));
                      return yieldNow();
                    })
                .then(v -> c)
                .handle((v, e) -> give(e.getMessage())));
    assertThat(message).isEqualTo("coroutine is being awaited already");
  }

  @Test
  void aCompletedCoroutineMayBeAwaitedAnyNumberOfTimes() {
    Coroutine<Object> c = Coroutine.of("x");
    Object result =
        TestLoop.run(Script.first(v -> c).then(v -> createTask(c)).then(v -> createTask(c)));
    assertThat(result).isEqualTo("x");
  }

  @Test
  void aFailingDoneCallbackDoesNotKeepTheOthersFromRunning() {
    List<Object> seen = new ArrayList<>();
    TestLoop.run(
        Script.first(
            v -> {
              EventLoop.running().setExceptionHandler((l, c) -> seen.add(c.exception()));
              Future<Object> f = new Future<>();
              f.addDoneCallback(
                  done -> {
                    throw new UnsupportedOperationException();
                  });
              f.addDoneCallback(done -> seen.add("second"));
              f.setResult(null);
              assertThat(seen).isEmpty();
              return yieldNow();
            }));
    assertThat(seen).hasSize(2);
    assertThat(seen.get(0)).isInstanceOf(UnsupportedOperationException.class);
    assertThat(seen.get(1)).isEqualTo("second");
  }

  @Test
  void theResultOfATaskCancelledBeforeItResumesIsLost() {
    Object[] got = new Object[1];
    TestLoop.run(
        Script.first(
            v -> {
              Future<Object> f = new Future<>();
              Task<Object> t =
                  createTask(Script.<Object>first(u -> f).handle((u, e) -> give(got[0] = e)));
              return Script.first(u -> yieldNow())
                  .then(
                      u -> {
                        f.setResult("lost");
                        t.cancel("late");
                        return t;
                      });
            }));
    assertThat(got[0]).isInstanceOf(CancelledError.class);
    assertThat((Throwable) got[0]).hasMessageThat().isEqualTo("late");
  }

  @Test
  void uncancelDropsACancellationNotYetThrown() {
    Object result =
        TestLoop.run(
            Script.first(
                    v -> {
                      currentTask().cancel();
                      assertThat(currentTask().uncancel()).isEqualTo(0);
                      return yieldNow();
                    })
                .then(v -> give("went on")));
    assertThat(result).isEqualTo("went on");
  }
}
