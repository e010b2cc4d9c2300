// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

import static com.google.common.truth.Truth.assertThat;
import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.createTask;
import static dev.continuo.Asyncio.currentTask;
import static dev.continuo.Asyncio.sleep;
import static dev.continuo.Asyncio.timeout;
import static dev.continuo.Asyncio.yieldNow;
import static dev.continuo.Trace.seconds;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.continuo.annotation.Async;
import dev.continuo.testing.TestLoop;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a cancellation does to a task and to those around it. */
@SuppressWarnings("continuo:SwallowedCancellation") // they are watched, not lost
class CancellationRulesTest {

  private final List<Object> seen = new ArrayList<>();

  /** A task that has begun. */
  @Async
  private static <T> Coroutine<Task<T>> begun(Coroutine<T> c) {
    Task<T> task = createTask(c);
    await(yieldNow());
    return Coroutine.of(task);
  }

  @Async
  private Coroutine<Void> cleansUpFor(int seconds) {
    try {
      await(sleep(seconds(9)));
    } finally {
      try {
        await(sleep(seconds(seconds)));
        seen.add("clean");
      } finally {
        seen.add("left at " + EventLoop.running().time() / 1_000_000_000);
      }
    }
    return Coroutine.done();
  }

  @Test
  void aSecondCancelInterruptsTheCleanup() {
    TestLoop.run(
        () -> {
          Task<Void> task = await(begun(cleansUpFor(5)));
          task.cancel();
          await(sleep(seconds(1)));
          task.cancel();
          await(Asyncio.gatherOutcomes(task));
          assertThat(seen).containsExactly("left at 1");
          assertThat(task.cancelling()).isEqualTo(2);
          return Coroutine.done();
        });
  }

  @Async
  private static Coroutine<Void> failsInCleanup() {
    try {
      await(sleep(seconds(9)));
    } catch (CancelledError e) {
      throw new IllegalArgumentException("cleanup", e);
    }
    return Coroutine.done();
  }

  @Test
  void aTaskThatThrowsAnotherExceptionInCleanupHasFailed() {
    TestLoop.run(
        () -> {
          Task<Void> task = await(begun(failsInCleanup()));
          task.cancel();
          await(Asyncio.gatherOutcomes(task));
          assertThat(task.isCancelled()).isFalse();
          assertThat(task.exception()).hasMessageThat().isEqualTo("cleanup");
          return Coroutine.done();
        });
  }

  @Async
  private static Coroutine<Void> throwsCancelledError() {
    throw new CancelledError("by hand");
  }

  @Test
  void aCancelledErrorThrownByHandCancelsTheTask() {
    TestLoop.run(
        () -> {
          Task<Void> task = createTask(throwsCancelledError());
          await(Asyncio.gatherOutcomes(task));
          assertThat(task.isCancelled()).isTrue();
          assertThat(task.cancelling()).isEqualTo(0);
          assertThat(assertThrows(CancelledError.class, task::result))
              .hasMessageThat()
              .isEqualTo("by hand");
          return Coroutine.done();
        });
  }

  @Test
  void awaitingACancelledTaskThrowsThoughTheAwaiterIsNotCancelled() {
    TestLoop.run(
        () -> {
          Task<Void> child = await(begun(sleep(seconds(9))));
          child.cancel();
          try {
            await(child);
            seen.add("not thrown");
          } catch (CancelledError e) {
            assertThat(e.getMessage()).isNull();
          }
          assertThat(currentTask().cancelling()).isEqualTo(0);
          assertThat(seen).isEmpty();
          return Coroutine.done();
        });
  }

  @Async
  private Coroutine<Void> catchesException() {
    try {
      await(sleep(seconds(9)));
    } catch (Exception e) {
      seen.add("caught");
    }
    return Coroutine.done();
  }

  @Test
  void catchingExceptionDoesNotSwallowACancellation() {
    TestLoop.run(
        () -> {
          Task<Void> task = await(begun(catchesException()));
          task.cancel();
          await(Asyncio.gatherOutcomes(task));
          assertThat(task.isCancelled()).isTrue();
          assertThat(seen).isEmpty();
          return Coroutine.done();
        });
  }

  /** Swallows a cancellation inside a limit, and is then cut short by that. */
  @Async
  private Coroutine<String> swallows(boolean takesItBack) {
    try {
      return timeout(
          seconds(3),
          () -> {
            try {
              await(sleep(seconds(9)));
            } catch (CancelledError e) {
              if (takesItBack) {
                currentTask().uncancel();
              }
            }
            return sleep(seconds(9), "not cut short");
          });
    } finally {
      seen.add("left");
    }
  }

  @Async
  private Coroutine<Throwable> cancelledAtOne(boolean takesItBack) {
    Task<String> task = await(begun(swallows(takesItBack)));
    await(sleep(seconds(1)));
    task.cancel();
    await(Asyncio.gatherOutcomes(task));
    return Coroutine.of(task.isCancelled() ? new CancelledError() : task.exception());
  }

  @Test
  void whoSwallowsACancellationMustTakeItBackOrALimitMisjudgesIt() {
    assertThat(TestLoop.<Throwable>run(() -> cancelledAtOne(true)))
        .isInstanceOf(AsyncTimeoutException.class);
    assertThat(TestLoop.<Throwable>run(() -> cancelledAtOne(false)))
        .isInstanceOf(CancelledError.class);
  }
}
