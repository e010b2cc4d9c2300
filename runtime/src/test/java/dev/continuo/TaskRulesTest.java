// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

import static com.google.common.truth.Truth.assertThat;
import static dev.continuo.Asyncio.allTasks;
import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.createTask;
import static dev.continuo.Asyncio.yieldNow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.continuo.annotation.Async;
import dev.continuo.testing.TestLoop;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tasks and futures, and when they get their turn. */
class TaskRulesTest {

  private static final ContextVar<String> VAR = ContextVar.named("var");

  private final List<Object> seen = new ArrayList<>();
  private int pass;

  /** Counts the passes of the loop. */
  private void countPasses() {
    EventLoop.running()
        .callSoon(
            () -> {
              pass++;
              countPasses();
            });
  }

  @Async
  private Coroutine<Void> awaits(String name, Future<?> future) {
    await(future);
    seen.add(name + " in pass " + pass);
    return Coroutine.done();
  }

  @Async
  private Coroutine<Void> setsVar(String value) {
    VAR.set(value);
    return Coroutine.done();
  }

  @Test
  void aTaskNeedsARunningLoop() {
    Coroutine<Void> c = setsVar("x");
    assertThat(assertThrows(IllegalStateException.class, () -> createTask(c)))
        .hasMessageThat()
        .isEqualTo("no running event loop");
    TestLoop.run(c);
  }

  @Test
  void eachHopFromTaskToTaskTakesOnePass() {
    TestLoop.run(
        () -> {
          Future<Void> future = new Future<>();
          Task<?> c = createTask(awaits("c", future));
          Task<?> b = createTask(awaits("b", c));
          Task<?> a = createTask(awaits("a", b));
          await(yieldNow());
          countPasses();
          future.setResult(null);
          await(a);
          return Coroutine.done();
        });
    assertThat(seen).containsExactly("c in pass 1", "b in pass 2", "a in pass 3").inOrder();
  }

  @Test
  void theLoopHoldsATaskThatNobodyElseHolds() {
    TestLoop.run(
        () -> {
          WeakReference<Task<?>> task =
              new WeakReference<>(createTask("lonely", awaits("never", new Future<>())));
          await(yieldNow());
          System.gc();
          assertThat(task.get()).isNotNull();
          assertThat(allTasks().stream().map(Task::name).toList()).contains("lonely");
          return Coroutine.done();
        });
  }

  @Test
  void anEagerTaskRunsInACopyOfTheContext() {
    TestLoop.run(
        () -> {
          VAR.set("outside");
          EventLoop.running().setEagerTasks(true);
          Task<Void> task = createTask(setsVar("inside"));
          assertThat(task.isDone()).isTrue();
          assertThat(VAR.get()).isEqualTo("outside");
          String inside = task.context().call(VAR::get);
          assertThat(inside).isEqualTo("inside");
          return Coroutine.done();
        });
  }

  @Test
  void cancellingOneOfTwoThatAwaitAFutureCancelsItForBoth() {
    TestLoop.run(
        () -> {
          Future<Void> shared = new Future<>();
          Task<?> first = createTask(awaits("first", shared));
          Task<?> second = createTask(awaits("second", shared));
          await(yieldNow());
          first.cancel();
          await(Asyncio.gatherOutcomes(first, second));
          assertThat(shared.isCancelled()).isTrue();
          assertThat(second.isCancelled()).isTrue();
          assertThat(second.cancelling()).isEqualTo(0);
          return Coroutine.done();
        });
  }

  @Test
  void anErrorFailsItsTaskAndLeavesTheLoopRunning() {
    TestLoop.run(
        () -> {
          StackOverflowError error = new StackOverflowError("x");
          Task<Void> task = createTask(Coroutine.failed(error));
          await(yieldNow());
          await(yieldNow());
          assertThat(task.exception()).isSameInstanceAs(error);
          return Coroutine.done();
        });
  }
}
