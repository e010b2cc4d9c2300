// SPDX-License-Identifier: Apache-2.0
package dev.continuo.signals;

import static com.google.common.truth.Truth.assertThat;
import static dev.continuo.Asyncio.await;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.continuo.Asyncio;
import dev.continuo.ContextVar;
import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Signals that this process sends itself: PROF, which neither the JVM nor we need. */
@Timeout(60)
class SignalHandlersTest {

  private static final String SIGNAL = "PROF";

  private static void send() {
    try {
      new ProcessBuilder("kill", "-" + SIGNAL, String.valueOf(ProcessHandle.current().pid()))
          .inheritIO()
          .start()
          .waitFor();
    } catch (java.io.IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aHandlerRunsOnTheLoopInItsContextAndWakesTheSelector() {
    ContextVar<String> v = ContextVar.named("v");
    Object got =
        Asyncio.run(
            () -> {
              EventLoop loop = EventLoop.running();
              Future<String> arrived = loop.createFuture();
              v.set("then");
              Thread here = Thread.currentThread();
              loop.addSignalHandler(
                  "SIG" + SIGNAL,
                  () -> arrived.setResult(v.get() + (Thread.currentThread() == here)));
              v.set("now");
              new Thread(SignalHandlersTest::send).start();
              String result = await(arrived);
              assertThat(loop.removeSignalHandler(SIGNAL)).isTrue();
              assertThat(loop.removeSignalHandler(SIGNAL)).isFalse();
              return Coroutine.of(result);
            });
    assertThat(got).isEqualTo("thentrue");
  }

  @Test
  void aHandlerReplacesTheOneBefore() {
    List<String> seen = new ArrayList<>();
    EventLoop loop = EventLoop.create();
    loop.addSignalHandler(SIGNAL, () -> seen.add("first"));
    loop.addSignalHandler(
        SIGNAL,
        () -> {
          seen.add("second");
          loop.stop();
        });
    send();
    loop.runForever();
    assertThat(seen).containsExactly("second");
    loop.close();
  }

  @Test
  void theLastLoopToAskGetsTheSignalAndThenTheOneBefore() {
    BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    EventLoop first = EventLoop.create();
    EventLoop second = EventLoop.create();
    first.addSignalHandler(
        SIGNAL,
        () -> {
          seen.add("first");
          first.stop();
        });
    second.addSignalHandler(
        SIGNAL,
        () -> {
          seen.add("second");
          second.stop();
        });
    send();
    second.runForever();
    second.close();
    send();
    first.runForever();
    assertThat(seen).containsExactly("second", "first").inOrder();
    first.close();
  }

  @Test
  void aHandlerThatFailsIsReported() {
    List<String> reports = new ArrayList<>();
    EventLoop loop = EventLoop.create();
    loop.setExceptionHandler(
        (l, error) -> {
          reports.add(error.exception().getMessage());
          loop.stop();
        });
    loop.addSignalHandler(
        SIGNAL,
        () -> {
          throw new IllegalStateException("in the handler");
        });
    send();
    loop.runForever();
    loop.close();
    assertThat(reports).containsExactly("in the handler");
  }

  @Test
  void signalsThatCannotBeCaughtAreRefused() {
    EventLoop loop = EventLoop.create();
    assertThat(
            assertThrows(
                IllegalStateException.class, () -> loop.addSignalHandler("KILL", () -> {})))
        .hasMessageThat()
        .isEqualTo("sig 9 cannot be caught");
    assertThat(
            assertThrows(
                IllegalStateException.class, () -> loop.addSignalHandler("SIGSEGV", () -> {})))
        .hasMessageThat()
        .isEqualTo("sig 11 cannot be caught: the JVM uses SIGSEGV itself");
    assertThat(
            assertThrows(
                IllegalArgumentException.class, () -> loop.addSignalHandler("SIGNAL", () -> {})))
        .hasMessageThat()
        .isEqualTo("invalid signal SIGNAL; use a name such as INT or SIGTERM");
    assertThat(
            assertThrows(NullPointerException.class, () -> loop.addSignalHandler(null, () -> {})))
        .hasMessageThat()
        .isEqualTo("signal");
    assertThat(assertThrows(NullPointerException.class, () -> loop.addSignalHandler(SIGNAL, null)))
        .hasMessageThat()
        .isEqualTo("r");
    loop.close();
    assertThrows(IllegalStateException.class, () -> loop.addSignalHandler(SIGNAL, () -> {}));
    assertThat(loop.removeSignalHandler(SIGNAL)).isFalse();
  }
}
