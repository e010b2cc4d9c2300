// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

import static com.google.common.truth.Truth.assertThat;
import static dev.continuo.Asyncio.createTask;
import static dev.continuo.Asyncio.sleep;
import static dev.continuo.Script.give;
import static dev.continuo.Trace.seconds;

import dev.continuo.testing.TestLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DebugTest {

  @RegisterExtension final LoopLog log = new LoopLog();

  private final List<String> logged = log.messages();

  private static void run(Coroutine<?> main) {
    try (Runner runner = Runner.builder().debug(true).loop(TestLoop::new).build()) {
      // On a busy machine anything may be slow; the test of that sets its own limit.
      runner.loop().setSlowCallbackDuration(Duration.ofDays(1));
      runner.run(main);
    }
  }

  @Test
  void aCoroutineNeverAwaitedIsReportedWithThePlaceItWasCreated() {
    run(
        Script.first(
            v -> {
              @SuppressWarnings("continuo:UnusedCoroutine")
              Coroutine<Void> dropped = forgotten();
              Script.named("dropped on purpose").close();
              return Script.named("awaited").then(u -> null);
            }));
    assertThat(logged).hasSize(1);
    assertThat(logged.get(0)).startsWith("coroutine 'forgotten' was never awaited, created at ");
    assertThat(logged.get(0)).contains("dev.continuo.DebugTest.lambda$");
  }

  private static Coroutine<Void> forgotten() {
    return new Forgotten();
  }

  /** As the weaver would make it. */
  private static final class Forgotten extends dev.continuo.spi.Frame<Void> {
    @Override
    protected Object resume(Task<?> task) {
      return null;
    }

    @Override
    protected String where() {
      return "dev.continuo.DebugTest\nforgotten\nDebugTest.java\n0";
    }
  }

  @Test
  void callsOnAWrongThreadFail() {
    List<Throwable> thrown = new ArrayList<>();
    run(
        Script.first(
            v -> {
              EventLoop loop = EventLoop.running();
              Thread other =
                  new Thread(
                      () -> {
                        try {
                          loop.callSoon(() -> {});
                        } catch (IllegalStateException e) {
                          thrown.add(e);
                        }
                      });
              other.start();
              other.join();
              return null;
            }));
    assertThat(thrown).hasSize(1);
    assertThat(thrown.get(0)).hasMessageThat().contains("use EventLoop.execute");
  }

  @Test
  void slowCallbacksAreLogged() {
    run(
        Script.first(
            v -> {
              EventLoop.running().setSlowCallbackDuration(Duration.ZERO);
              return Asyncio.yieldNow();
            }));
    assertThat(logged).isNotEmpty();
    assertThat(logged.get(0)).startsWith("Executing <Task");
  }

  @Test
  void aTaskLeftBehindThatFailsIsReportedWithThePlaceItWasCreated() {
    run(
        Script.first(
            v -> {
              createTask(
                  Script.first(u -> sleep(seconds(9)))
                      .handle(
                          (u, e) -> {
                            throw new IllegalArgumentException();
                          }));
              return Asyncio.yieldNow();
            }));
    assertThat(logged).hasSize(2);
    assertThat(logged.get(1)).startsWith("unhandled exception during asyncio.run() shutdown");
    assertThat(logged.get(1)).contains("created at dev.continuo.DebugTest");
  }

  @Test
  void aTaskLeftBehindIsReportedWithThePlaceItWasCreated() {
    run(
        Script.first(
            v -> {
              createTask("left", Script.named("waits").then(u -> sleep(seconds(9))));
              return Asyncio.yieldNow();
            }));
    assertThat(logged).hasSize(1);
    assertThat(logged.get(0))
        .startsWith(
            "a task was left behind, and is cancelled as the runner closes: <Task pending"
                + " name='left'");
    assertThat(logged.get(0)).contains(", created at dev.continuo.DebugTest.");
    assertThat(logged.get(0)).endsWith("; await it, or make it in a TaskGroup");
  }

  @Test
  void theStackOfATaskIsItsAwaitChain() {
    List<StackTraceElement> stack = new ArrayList<>();
    run(
        Script.first(
            v -> {
              Script<Object> inner = Script.named("inner").then(u -> sleep(seconds(5)));
              Script<Object> outer = Script.named("outer").then(u -> give(1)).then(u -> inner);
              Task<?> task = createTask(outer);
              EventLoop.running().callLater(seconds(1), () -> stack.addAll(task.stack()));
              return task;
            }));
    assertThat(stack.stream().map(Object::toString).toList())
        .containsExactly("demo.Main.inner(Main.java:2)", "demo.Main.outer(Main.java:3)")
        .inOrder();
  }
}
