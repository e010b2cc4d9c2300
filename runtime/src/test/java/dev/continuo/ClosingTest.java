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

import dev.continuo.spi.Frame;
import dev.continuo.spi.Suspension;
import dev.continuo.testing.TestLoop;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClosingTest {

  /** What woven code makes of {@code closeable.close()}, after a failure or not. */
  private static final class Close extends Frame<Object> {
    private final AsyncCloseable closeable;
    private final boolean suppressing;

    Close(AsyncCloseable closeable, boolean suppressing) {
      this.closeable = closeable;
      this.suppressing = suppressing;
    }

    @Override
    protected Object resume(Task<?> task) throws Throwable {
      if (state() > 0) {
        return Suspension.resumed(task);
      }
      Object r =
          suppressing
              ? Suspension.closeSuppressing(closeable, task)
              : Suspension.close(closeable, task);
      return r == Suspension.SUSPENDED ? suspend(1, task) : r;
    }

    @Override
    protected String where() {
      return "demo.Main\nclose\n\n0";
    }
  }

  @Test
  void aCancellationThatACloseSuppressesIsThrownByTheNextAwait() {
    assertThat(cancelledInClose(true))
        .containsExactly(
            "out of close: dev.continuo.CancelledError: m",
            "out of the next await: dev.continuo.CancelledError: m")
        .inOrder();
  }

  @Test
  void aCancellationThatACloseThrowsIsThrownOnce() {
    assertThat(cancelledInClose(false))
        .containsExactly(
            "out of close: dev.continuo.CancelledError: m", "out of the next await: null")
        .inOrder();
  }

  private static List<Object> cancelledInClose(boolean suppressing) {
    List<Object> seen = new ArrayList<>();
    AsyncCloseable slow = () -> Asyncio.sleep(seconds(5), (Void) null);
    Script<Object> body =
        Script.<Object>first(v -> new Close(slow, suppressing))
            .handle((v, e) -> give(seen.add("out of close: " + e)))
            .then(v -> yieldNow())
            .handle((v, e) -> give(seen.add("out of the next await: " + e)));
    TestLoop.run(
        Script.first(
            v -> {
              Task<?> task = createTask(body);
              EventLoop.running().callLater(seconds(1), () -> task.cancel("m"));
              return task;
            }));
    return seen;
  }

  @Test
  void returningNullFromAnAsyncMethodSaysWhatToReturn() {
    NullPointerException e =
        assertThrows(
            NullPointerException.class,
            () -> TestLoop.run(Script.first(v -> Suspension.result(null, currentTask()))));
    assertThat(e).hasMessageThat().contains("return Coroutine.of(null) or Coroutine.done()");
  }

  @Test
  void awaitingNullNamesTheArgument() {
    NullPointerException e =
        assertThrows(
            NullPointerException.class,
            () ->
                TestLoop.run(
                    Script.first(v -> Suspension.await((Awaitable<?>) null, currentTask()))));
    assertThat(e).hasMessageThat().isEqualTo("a");
  }

  @Test
  void aCancelledSleepLeavesNoTimer() {
    TestLoop loop = new TestLoop();
    Task<Void> task = loop.createTask(sleep(seconds(9)));
    loop.runCurrent();
    task.cancel();
    loop.runUntilIdle();
    assertThat(task.isCancelled()).isTrue();
    assertThat(loop.time()).isEqualTo(0);
  }
}
