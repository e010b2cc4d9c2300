// SPDX-License-Identifier: Apache-2.0
package dev.continuo.limits;

import static com.google.common.truth.Truth.assertThat;
import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.gather;
import static dev.continuo.Asyncio.shield;

import dev.continuo.Awaitable;
import dev.continuo.Coroutine;
import dev.continuo.Future;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import dev.continuo.inspect.CallGraph;
import dev.continuo.testing.TestLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A hundred thousand tasks that await each other in a row; on a small stack. */
class ChainTest {
  private static final int LENGTH = 100_000;

  private final TestLoop loop = new TestLoop();
  private final Future<Object> bottom = loop.createFuture();

  /** The first awaits the bottom, each other the one before. */
  private final List<Task<Object>> tasks = new ArrayList<>();

  @Async
  private static Coroutine<Object> awaits(Awaitable<?> next) {
    return Coroutine.of(await(next));
  }

  @Async
  private Coroutine<Object> awaitsTheLast() {
    return Coroutine.of(await(tasks.get(LENGTH)));
  }

  private Task<Object> chain(UnaryOperator<Future<?>> link) {
    Future<?> next = bottom;
    for (int i = 0; i < LENGTH; i++) {
      Task<Object> task = loop.createTask(awaits(link.apply(next)));
      tasks.add(task);
      next = task;
    }
    onASmallStack(loop::runCurrent);
    return tasks.get(tasks.size() - 1);
  }

  private static void onASmallStack(Runnable code) {
    try {
      DepthTest.on(DepthTest.SMALL_STACK, code);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @AfterEach
  void closeTheLoop() {
    loop.close();
  }

  @Test
  void cancellingTheOutermostTaskEndsThemAll() {
    Task<Object> outermost = chain(next -> next);
    onASmallStack(() -> assertThat(outermost.cancel("stop")).isTrue());
    onASmallStack(loop::runCurrent);
    assertThat(bottom.isCancelled()).isTrue();
    for (Task<Object> task : tasks) {
      assertThat(task.isCancelled()).isTrue();
      assertThat(task.cancelling()).isEqualTo(1);
    }
  }

  @Test
  void cancellingGoesThroughGathersToo() {
    Task<Object> outermost = chain(next -> gather(List.of(next)));
    onASmallStack(() -> assertThat(outermost.cancel()).isTrue());
    onASmallStack(loop::runCurrent);
    tasks.forEach(task -> assertThat(task.isCancelled()).isTrue());
  }

  @Test
  void cancellingOneTaskOfALongCircleEndsThemAll() {
    Task<Object> first = loop.createTask(awaitsTheLast());
    tasks.add(first);
    Task<Object> outermost = chain(next -> next == bottom ? first : next);
    onASmallStack(() -> assertThat(outermost.cancel()).isTrue());
    onASmallStack(loop::runCurrent);
    tasks.forEach(task -> assertThat(task.isCancelled()).isTrue());
  }

  @Test
  void aFailureGoesUpThroughAllTasks() {
    Task<Object> outermost = chain(next -> next);
    IllegalStateException failure = new IllegalStateException("at the bottom");
    bottom.setException(failure);
    onASmallStack(loop::runCurrent);
    assertThat(outermost.exception()).isSameInstanceAs(failure);
    assertThat(failure.getStackTrace().length).isAtMost(1100);
  }

  @Test
  void aFailureGoesUpThroughShieldsAndGathers() {
    Task<Object> outermost = chain(next -> gather(List.of(shield(next))));
    IllegalStateException failure = new IllegalStateException("at the bottom");
    bottom.setException(failure);
    onASmallStack(loop::runCurrent);
    assertThat(outermost.exception()).isSameInstanceAs(failure);
  }

  @Test
  void theCallGraphIsDrawnInPieces() {
    Task<Object> outermost = chain(next -> next);
    outermost.setName("outermost");
    tasks.get(0).setName("innermost");
    onASmallStack(
        () -> {
          CallGraph graph = CallGraph.capture(loop);
          assertThat(graph.tasks()).hasSize(LENGTH);
          assertThat(graph.cycles()).isEmpty();
          String tree = graph.toString();
          assertThat(tree).contains("\n└── (T) 'outermost' waits for ");
          assertThat(tree).contains("'innermost' waits for <Future pending>");
          assertThat(tree.length()).isLessThan(1_000 * LENGTH);
          assertThat(CallGraph.capture(outermost).tasks()).hasSize(LENGTH);
        });
  }

  @Test
  void futuresAroundEachOtherAreDescribedAndLookedAt() {
    Future<?> nested = bottom;
    for (int i = 0; i < LENGTH; i++) {
      nested = i % 2 == 0 ? shield(nested) : gather(List.of(nested));
    }
    Future<?> last = nested;
    Task<Object> task = loop.createTask(awaits(last));
    onASmallStack(
        () -> {
          loop.runCurrent();
          assertThat(last.toString()).startsWith("<gather of 1 pending");
          assertThat(shield(last).toString()).startsWith("<shield");
          assertThat(CallGraph.capture(task).tasks()).hasSize(1);
        });
  }
}
