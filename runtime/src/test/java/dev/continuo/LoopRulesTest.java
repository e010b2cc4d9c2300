// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.continuo.testing.TestLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The loop underneath, and its runner. */
class LoopRulesTest {

  private static final ContextVar<String> VAR = ContextVar.named("var");

  private final List<Object> seen = new ArrayList<>();
  private final TestLoop loop = new TestLoop();

  @Test
  void whatCameFromOutsideIsQueuedBeforeTimersThatAreDue() {
    loop.callLater(Duration.ZERO, () -> seen.add("timer"));
    loop.execute(() -> seen.add("outside"));
    loop.callSoon(() -> seen.add("ready"));
    loop.runCurrent();
    assertThat(seen).containsExactly("ready", "outside", "timer").inOrder();
  }

  @Test
  void aCallbackThatIsCancelledIsNotCalled() {
    Handle handle = loop.callSoon(() -> seen.add("never"));
    assertThat(handle.isCancelled()).isFalse();
    handle.cancel();
    handle.cancel();
    loop.runCurrent();
    assertThat(handle.isCancelled()).isTrue();
    assertThat(seen).isEmpty();
  }

  @Test
  void aRunningLoopCannotBeClosedNorRunAgain() {
    loop.callSoon(
        () -> {
          seen.add(assertThrows(IllegalStateException.class, loop::close).getMessage());
          seen.add(assertThrows(IllegalStateException.class, loop::runForever).getMessage());
          TestLoop other = new TestLoop();
          seen.add(assertThrows(IllegalStateException.class, other::runForever).getMessage());
        });
    loop.runCurrent();
    assertThat(seen)
        .containsExactly(
            "Cannot close a running event loop",
            "This event loop is already running",
            "Cannot run the event loop while another loop is running")
        .inOrder();
  }

  @Test
  void nothingCanBeDoneWithAClosedLoop() {
    loop.close();
    for (Runnable use :
        List.<Runnable>of(
            () -> loop.callSoon(() -> {}),
            () -> loop.callLater(Duration.ZERO, () -> {}),
            () -> loop.callAt(0, () -> {}),
            () -> loop.execute(() -> {}),
            loop::runForever,
            () -> loop.createTask(Asyncio.sleep(Duration.ZERO)),
            () -> loop.runUntilComplete(Asyncio.sleep(Duration.ZERO)))) {
      assertThat(assertThrows(IllegalStateException.class, use::run))
          .hasMessageThat()
          .isEqualTo("Event loop is closed");
    }
  }

  @Test
  void theExceptionHandlerRunsInTheContextOfTheCallbackThatFailed() {
    loop.setExceptionHandler((l, error) -> seen.add(VAR.get() + ": " + error.exception()));
    Context context = Context.copyCurrent();
    context.run(() -> VAR.set("its own"));
    RuntimeException failure = new RuntimeException("x");
    loop.callSoon(
        context,
        () -> {
          throw failure;
        });
    loop.runCurrent();
    assertThat(seen).containsExactly("its own: " + failure);
  }

  @Test
  void aHandlerThatFailsLeavesTheLoopRunning() {
    loop.setExceptionHandler(
        (l, error) -> {
          seen.add(error.message());
          throw new IllegalStateException("the handler");
        });
    java.util.logging.Logger logger = java.util.logging.Logger.getLogger("dev.continuo");
    logger.setUseParentHandlers(false);
    try {
      loop.callSoon(
          () -> {
            throw new RuntimeException("x");
          });
      loop.callSoon(() -> seen.add("next"));
      loop.runCurrent();
    } finally {
      logger.setUseParentHandlers(true);
    }
    assertThat(seen).hasSize(2);
    assertThat(seen.get(1)).isEqualTo("next");
  }

  @Test
  void aRunnerHasTheLoopAndTheModeItWasGiven() {
    try (Runner runner = Runner.builder().debug(true).loop(() -> loop).build()) {
      assertThat(runner.loop()).isSameInstanceAs(loop);
      assertThat(((SchedulingLoop) loop).debug).isTrue();
    } finally {
      NeverAwaited.enabled = false;
    }
    assertThat(loop.isClosed()).isTrue();
  }
}
