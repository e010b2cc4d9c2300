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

import dev.continuo.spi.Suspension;
import dev.continuo.testing.TestLoop;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

class StagesTest {

  @Test
  void theSameThrowableLeavesAwait() {
    IOException failure = new IOException();
    CompletableFuture<Object> source = new CompletableFuture<>();
    CompletableFuture<Object> dependent = source.thenApply(x -> x);
    Object done =
        TestLoop.run(
            Script.first(
                    v -> {
                      EventLoop.running().callSoon(() -> source.completeExceptionally(failure));
                      return dependent;
                    })
                .handle((v, e) -> give(e)));
    assertThat(done).isSameInstanceAs(failure);
    Object early = TestLoop.run(Script.first(v -> dependent).handle((v, e) -> give(e)));
    assertThat(early).isSameInstanceAs(failure);
  }

  @Test
  void aStageOfAnotherThreadIsWaitedForInRealTime() {
    Object result = TestLoop.run(Script.first(v -> CompletableFuture.supplyAsync(() -> "real")));
    assertThat(result).isEqualTo("real");
  }

  @Test
  void aStageThatCannotBeAskedWhetherItIsDoneCanBeAwaited() {
    IOException failure = new IOException();
    CompletableFuture<Object> source = new CompletableFuture<>();
    List<Object> seen = new ArrayList<>();
    TestLoop.run(
        Script.first(v -> CompletableFuture.completedStage("done"))
            .then(v -> give(seen.add(v)))
            .then(v -> CompletableFuture.failedStage(failure))
            .handle((v, e) -> give(seen.add(e)))
            .then(
                v -> {
                  EventLoop.running().callSoon(() -> source.complete("later"));
                  return source.minimalCompletionStage();
                })
            .then(v -> give(seen.add(v))));
    assertThat(seen).containsExactly("done", failure, "later").inOrder();
  }

  @Test
  void cancellingTheTaskLeavesTheStage() {
    CompletableFuture<Object> stage = new CompletableFuture<>();
    assertThrows(
        CancelledError.class,
        () ->
            TestLoop.run(
                Script.first(
                    v -> {
                      Task<?> t = createTask(Script.first(u -> stage));
                      EventLoop.running().callLater(seconds(1), t::cancel);
                      return t;
                    })));
    assertThat(stage.isDone()).isFalse();
  }

  @Test
  void aCancelledStageIsACancelledError() {
    CompletableFuture<Object> stage = new CompletableFuture<>();
    stage.cancel(false);
    Object e = TestLoop.run(Script.first(v -> stage).handle((v, error) -> give(error)));
    assertThat(e).isInstanceOf(CancelledError.class);
    assertThat((Throwable) e).hasCauseThat().isInstanceOf(CancellationException.class);
  }

  @Test
  void cancellingTheViewCancelsTheTask() {
    Task<?>[] t = new Task<?>[1];
    TestLoop.run(
        Script.first(
                v -> {
                  t[0] = createTask(Script.first(u -> sleep(seconds(9))));
                  return yieldNow();
                })
            .then(
                v -> {
                  assertThat(t[0].toCompletableFuture().cancel(true)).isTrue();
                  return yieldNow();
                })
            .then(v -> yieldNow()));
    assertThat(t[0].isCancelled()).isTrue();
  }

  @Test
  void aCancelledFutureCancelsItsView() {
    List<CompletableFuture<Object>> views = new ArrayList<>();
    TestLoop.run(
        Script.first(
            v -> {
              Future<Object> f = new Future<>();
              views.add(f.toCompletableFuture());
              f.cancel("why");
              return yieldNow();
            }));
    assertThat(views.get(0).isCancelled()).isTrue();
    Throwable e = views.get(0).handle((v, thrown) -> thrown).join();
    assertThat(e).isInstanceOf(CancellationException.class);
    assertThat(e).hasMessageThat().isEqualTo("why");
    Object back = TestLoop.run(Script.first(v -> views.get(0)).handle((v, t) -> give(t)));
    assertThat(back).isInstanceOf(CancelledError.class);
    assertThat((Throwable) back).hasMessageThat().isEqualTo("why");
  }

  @Test
  void aMethodThatReturnsAFutureRunsAtOnceAndWithoutALoop() throws Exception {
    List<Object> seen = new ArrayList<>();
    CompletableFuture<String> awaited = new CompletableFuture<>();
    Script<Object> body =
        Script.<Object>first(v -> give(seen.add("began")))
            .then(v -> awaited)
            .then(v -> give(seen.add(v)))
            .then(v -> give(Thread.currentThread()));
    CompletableFuture<Object> result = Suspension.startCompletableFuture(body);
    assertThat(seen).containsExactly("began");
    assertThat(result.isDone()).isFalse();
    Thread completer = new Thread(() -> awaited.complete("value"));
    completer.start();
    assertThat(result.get()).isSameInstanceAs(completer);
    assertThat(seen).containsExactly("began", "value").inOrder();
  }

  @Test
  void withoutALoopOneCanSleepAndMakeTasks() {
    Script<Object> body =
        Script.<Object>first(v -> sleep(java.time.Duration.ofMillis(1)))
            .then(v -> createTask(Script.<Object>first(u -> give("child"))));
    assertThat(Suspension.startCompletableFuture(body).join()).isEqualTo("child");
  }

  @Test
  void whatItThrowsGoesIntoTheFuture() {
    IOException failure = new IOException();
    Script<Object> body =
        Script.first(
            v -> {
              throw failure;
            });
    CompletableFuture<Object> result = Suspension.startCompletableFuture(body);
    assertThat(assertThrows(ExecutionException.class, result::get))
        .hasCauseThat()
        .isSameInstanceAs(failure);
    assertThat(assertThrows(CompletionException.class, result::join))
        .hasCauseThat()
        .isSameInstanceAs(failure);
  }

  @Test
  void withALoopItResumesThereAsATask() {
    List<Object> seen = new ArrayList<>();
    TestLoop.run(
        Script.first(
            v -> {
              Task<?> main = currentTask();
              Script<Object> body =
                  Script.<Object>first(u -> give(seen.add(currentTask() != main)))
                      .then(u -> sleep(seconds(2)))
                      .then(u -> give(seen.add(EventLoop.running().time() / 1_000_000_000)));
              CompletableFuture<Object> result = Suspension.startCompletableFuture(body);
              seen.add(currentTask() == main);
              return result;
            }));
    assertThat(seen).containsExactly(true, true, 2L).inOrder();
  }
}
