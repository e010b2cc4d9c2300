// SPDX-License-Identifier: Apache-2.0
package dev.continuo.inspect;

import static com.google.common.truth.Truth.assertThat;
import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.createTask;
import static dev.continuo.Asyncio.yieldNow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.continuo.Asyncio;
import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.Future;
import dev.continuo.LoopLog;
import dev.continuo.Runner;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import dev.continuo.testing.TestLoop;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Each message of debug mode, whole: what, where it was created, what to do. */
class DebugModeTest {

  private static final String REMEDY =
      "await(toThread(..)) what blocks, and await(yieldNow()) in what computes long";

  private final CountDownLatch stuckReported = new CountDownLatch(1);

  @RegisterExtension
  final LoopLog log =
      new LoopLog() {
        @Override
        public void publish(LogRecord entry) {
          super.publish(entry);
          if (entry.getMessage().contains(" is stuck at ")) {
            stuckReported.countDown();
          }
        }
      };

  private List<String> logged() {
    return log.messages().stream().map(Sources::withoutLines).toList();
  }

  private static void run(Coroutine<?> main) {
    try (Runner runner = Runner.builder().debug(true).loop(TestLoop::new).build()) {
      // A machine may be slow; tests that are about it set their own.
      runner.loop().setSlowCallbackDuration(Duration.ofHours(1));
      runner.run(main);
    }
  }

  private void assertLogged(String... messages) {
    assertThat(logged()).containsExactlyElementsIn(messages).inOrder();
  }

  @Async
  private static Coroutine<Void> forgotten() {
    return Coroutine.done();
  }

  @Async
  private static Coroutine<Void> forgets() {
    @SuppressWarnings("continuo:UnusedCoroutine")
    Coroutine<Void> dropped = forgotten();
    forgotten().close();
    await(forgotten());
    return Coroutine.done();
  }

  @Test
  void aCoroutineNeverAwaited() {
    run(forgets());
    assertLogged(
        "coroutine 'forgotten' was never awaited, created at"
            + " dev.continuo.inspect.DebugModeTest.forgets(Coroutine<Void> dropped = forgotten(););"
            + " await it, start it with createTask, or drop it with close()");
  }

  @Async
  private Coroutine<Void> blocks() {
    Asyncio.currentTask().setName("blocking");
    EventLoop.running().setSlowCallbackDuration(Duration.ofMillis(1));
    await(yieldNow());
    waitUntilReported();
    EventLoop.running().setSlowCallbackDuration(Duration.ofHours(1));
    return Coroutine.done();
  }

  private void waitUntilReported() {
    try {
      stuckReported.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Async
  private static Coroutine<Void> slow() {
    Asyncio.currentTask().setName("slow");
    await(yieldNow());
    EventLoop.running().setSlowCallbackDuration(Duration.ZERO);
    await(new Future<Void>());
    return Coroutine.done();
  }

  @Async
  private Coroutine<Void> stopsSlow() {
    Task<Void> slow = createTask(slow());
    await(yieldNow());
    await(yieldNow());
    EventLoop.running().setSlowCallbackDuration(Duration.ofHours(1));
    slow.cancel();
    return Coroutine.done();
  }

  @Test
  void aSlowStep() {
    run(stopsSlow());
    assertThat(logged()).hasSize(1);
    assertThat(
            logged().get(0).replaceFirst("\\d\\.\\d{3}", "N").replaceFirst("\n  it was at .*", ""))
        .isEqualTo(
            "Executing <Task pending name='slow' coro=<slow() running at DebugModeTest.java>"
                + " wait_for=<Future pending>> took N seconds\n"
                + "  created at dev.continuo.inspect.DebugModeTest.stopsSlow("
                + "Task<Void> slow = createTask(slow());)\n  "
                + REMEDY);
  }

  @Test
  void whileALoopIsStuckTheWatchdogNamesTheLine() {
    run(blocks());
    List<String> reports = logged().stream().filter(m -> m.contains("is stuck at")).toList();
    assertThat(reports.get(0).replaceFirst("\\d+\\.\\d{3}", "N"))
        .startsWith(
            "the event loop on thread '"
                + Thread.currentThread().getName()
                + "' is stuck at dev.continuo.inspect.DebugModeTest.waitUntilReported("
                + "stuckReported.await();)\n"
                + "  in task 'blocking', for N seconds so far\n  "
                + REMEDY
                + "\n    at ");
    assertThat(reports.get(0))
        .endsWith(
            "    at dev.continuo.inspect.DebugModeTest.waitUntilReported(stuckReported.await();)\n"
                + "    at dev.continuo.inspect.DebugModeTest.blocks(waitUntilReported();)");
  }

  @Async
  private static Coroutine<Void> callsFromOutside(AtomicReference<Throwable> thrown) {
    EventLoop loop = EventLoop.running();
    Thread other =
        new Thread(
            () ->
                thrown.set(
                    assertThrows(IllegalStateException.class, () -> loop.callSoon(() -> {}))),
            "other");
    other.start();
    joinNow(other);
    return Coroutine.done();
  }

  private static void joinNow(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aCallFromAWrongThread() {
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    run(callsFromOutside(thrown));
    assertThat(thrown.get())
        .hasMessageThat()
        .isEqualTo(
            "called on thread 'other', but the event loop runs on '"
                + Thread.currentThread().getName()
                + "'; use EventLoop.execute");
  }

  @Async
  private static Coroutine<Void> fails() {
    Asyncio.currentTask().setName("failing");
    throw new IllegalStateException("nobody looks");
  }

  @Async
  private static Coroutine<Void> startsFailing() {
    createTask(fails());
    await(yieldNow());
    return Coroutine.done();
  }

  @Test
  void anExceptionNobodyRetrieved() {
    run(startsFailing());
    assertLogged(
        "Task exception was never retrieved\n"
            + "  <Task finished name='failing' coro=<fails() done>"
            + " exception=java.lang.IllegalStateException: nobody looks>\n"
            + "  created at dev.continuo.inspect.DebugModeTest.startsFailing(createTask(fails()););"
            + " await it, or ask for its exception()");
  }

  @Async
  private static Coroutine<Void> waits() {
    await(new Future<Void>());
    return Coroutine.done();
  }

  @Test
  void aTaskLeftAtClose() {
    TestLoop loop = new TestLoop();
    loop.setDebug(true);
    loop.setSlowCallbackDuration(Duration.ofHours(1));
    loop.createTask(waits()).setName("left");
    loop.runCurrent();
    loop.close();
    assertLogged(
        "Task was destroyed but it is pending!\n"
            + "  <Task pending name='left' coro=<waits() running at DebugModeTest.java>"
            + " wait_for=<Future pending>>\n"
            + "  created at dev.continuo.inspect.DebugModeTest.aTaskLeftAtClose("
            + "loop.createTask(waits()).setName(\"left\"););"
            + " await or cancel it before the loop is closed, as Runner and run do");
  }
}
