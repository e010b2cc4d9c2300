// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

import static com.google.common.truth.Truth.assertThat;
import static dev.continuo.Asyncio.createTask;
import static dev.continuo.Asyncio.sleep;
import static dev.continuo.Asyncio.yieldNow;
import static dev.continuo.Script.give;
import static dev.continuo.Trace.seconds;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.continuo.testing.TestLoop;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunnerTest {

  private final Trace trace = new Trace();
  private final ContextVar<String> variable = ContextVar.named("v");

  private static Runner newRunner() {
    return Runner.builder().loop(TestLoop::new).build();
  }

  private Script<Object> left() {
    return Script.<Object>first(v -> sleep(seconds(99)))
        .handle(
            (v, e) -> {
              trace.print("left cancelled");
              return Script.first(u -> sleep(seconds(1)))
                  .then(
                      u -> {
                        trace.print("left cleaned");
                        throw e;
                      });
            });
  }

  @Test
  void runnerShutdown() {
    try (Runner r = newRunner()) {
      Object one =
          r.run(
              Script.first(
                      v -> {
                        variable.set("kept");
                        createTask(left());
                        return yieldNow();
                      })
                  .then(
                      v -> {
                        trace.print("m1 done");
                        return give(1);
                      }));
      Object two =
          r.run(
              Script.first(
                  v -> {
                    trace.print("m2 sees", variable.get());
                    return give(2);
                  }));
      trace.lines.add(one + " " + two);
      r.run(
          Script.first(
              v -> {
                EventLoop.running()
                    .setExceptionHandler(
                        (l, c) -> trace.lines.add(c.message() + " " + c.exception().getMessage()));
                createTask("err", failingInCleanup());
                return yieldNow();
              }));
    }
    assertThat(trace.lines)
        .containsExactly(
            "0 m1 done",
            "0 m2 sees kept",
            "1 2",
            "0 left cancelled",
            "1 left cleaned",
            "unhandled exception during asyncio.run() shutdown in shutdown")
        .inOrder();
  }

  private static Script<Object> failingInCleanup() {
    return Script.<Object>first(v -> sleep(seconds(9)))
        .handle(
            (v, e) -> {
              throw new IllegalArgumentException("in shutdown");
            });
  }

  @Test
  void aClosedRunnerRunsNothing() {
    Runner runner = newRunner();
    runner.close();
    runner.close();
    Exception e = assertThrows(IllegalStateException.class, () -> runner.run(Coroutine.done()));
    assertThat(e).hasMessageThat().isEqualTo("Runner is closed");
  }

  @Test
  void runsDoNotNest() {
    Exception e =
        assertThrows(
            IllegalStateException.class,
            () -> TestLoop.run(Script.first(v -> Asyncio.run(Coroutine.done()))));
    assertThat(e)
        .hasMessageThat()
        .isEqualTo("Asyncio.run() cannot be called from a running event loop");
  }

  @Test
  void runThrowsWhatMainThrew() {
    IOException failure = new IOException("x");
    assertThat(assertThrows(IOException.class, () -> Asyncio.run(Coroutine.failed(failure))))
        .isSameInstanceAs(failure);
  }

  @Test
  void runOnTheSelectorLoopSleepsAndReturns() {
    assertThat(Asyncio.<String>run(() -> sleep(java.time.Duration.ofNanos(1), "done")))
        .isEqualTo("done");
  }

  @Test
  void aCancelledMainLeavesRunAsCancelledError() {
    CancelledError e =
        assertThrows(
            CancelledError.class,
            () ->
                TestLoop.run(
                    Script.first(
                        v -> {
                          Asyncio.currentTask().cancel("m");
                          return yieldNow();
                        })));
    assertThat(e).hasMessageThat().isEqualTo("m");
  }

  @Test
  void exceptionsNeverRetrievedAreReportedAtTheLatestByClose() {
    List<String> reports = new ArrayList<>();
    try (Runner r = newRunner()) {
      r.loop().setExceptionHandler((l, c) -> reports.add(c.message() + " " + c.task().name()));
      r.run(
          Script.first(
                  v -> {
                    createTask("seen", Coroutine.failed(new IOException()))
                        .addDoneCallback(f -> f.exception());
                    createTask("unseen", Coroutine.failed(new IOException()));
                    return yieldNow();
                  })
              .then(v -> yieldNow()));
      assertThat(reports).isEmpty();
    }
    assertThat(reports).containsExactly("Task exception was never retrieved unseen");
  }
}
