// SPDX-License-Identifier: Apache-2.0
package dev.continuo.limits;

import static com.google.common.truth.Truth.assertThat;
import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.yieldNow;

import dev.continuo.Coroutine;
import dev.continuo.Future;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import dev.continuo.testing.TestLoop;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Long chains of awaits. Going down takes Java's stack, as calls do; coming back takes none. */
class DepthTest {
  private static final int DEPTH = 10_000;
  private static final long LARGE_STACK = 256L << 20;

  /** Too small for a chain of that depth, by far. */
  static final long SMALL_STACK = 256L << 10;

  private final TestLoop loop = new TestLoop();

  @Async
  private static Coroutine<Integer> direct(int depth, Future<Integer> bottom) {
    if (depth == 0) {
      return Coroutine.of(await(bottom));
    }
    return Coroutine.of(1 + await(direct(depth - 1, bottom)));
  }

  @Async
  private static Coroutine<Integer> nested(Coroutine<Integer> inner) {
    return Coroutine.of(1 + await(inner));
  }

  @Async
  private static Coroutine<Integer> tail(int depth, Future<Integer> bottom) {
    return depth == 0 ? bottom.asCoroutine() : tail(depth - 1, bottom);
  }

  @Async
  private static Coroutine<Integer> pausingTail(int depth, int sum) {
    await(yieldNow());
    return depth == 0 ? Coroutine.of(sum) : pausingTail(depth - 1, sum + 1);
  }

  @Async
  private static Coroutine<Integer> pausing(int depth) {
    await(yieldNow());
    return Coroutine.of(depth == 0 ? 0 : 1 + await(pausing(depth - 1)));
  }

  @Async
  private static Coroutine<Integer> failing(int depth, Future<Integer> bottom) {
    try {
      return Coroutine.of(depth == 0 ? await(bottom) : await(failing(depth - 1, bottom)));
    } finally {
      await(yieldNow());
    }
  }

  @Test
  void tenThousandDirectCallsSuspendAndResume() throws Exception {
    Future<Integer> bottom = loop.createFuture();
    assertThat(suspendThenResume(direct(DEPTH, bottom), bottom).result()).isEqualTo(DEPTH + 7);
  }

  @Test
  void tenThousandCoroutinesAroundEachOtherSuspendAndResume() throws Exception {
    Future<Integer> bottom = loop.createFuture();
    Coroutine<Integer> chain = bottom.asCoroutine();
    for (int i = 0; i < DEPTH; i++) {
      chain = nested(chain);
    }
    assertThat(suspendThenResume(chain, bottom).result()).isEqualTo(DEPTH + 7);
  }

  @Test
  void tenThousandTailAwaitsSuspendAndResume() throws Exception {
    Future<Integer> bottom = loop.createFuture();
    assertThat(suspendThenResume(tail(DEPTH, bottom), bottom).result()).isEqualTo(7);
  }

  @Test
  void whatPausesOnItsWayDownNeedsNoStackEither() throws Exception {
    Task<Integer> tail = loop.createTask(pausingTail(10 * DEPTH, 0));
    Task<Integer> calls = loop.createTask(pausing(10 * DEPTH));
    on(SMALL_STACK, loop::runCurrent);
    assertThat(tail.result()).isEqualTo(10 * DEPTH);
    assertThat(calls.result()).isEqualTo(10 * DEPTH);
  }

  @Test
  void anExceptionGoesUpThroughTenThousandFinallyBlocksThatAwait() throws Exception {
    Future<Integer> bottom = loop.createFuture();
    Task<Integer> task = loop.createTask(failing(DEPTH, bottom));
    on(LARGE_STACK, loop::runCurrent);
    IllegalStateException failure = new IllegalStateException("at the bottom");
    bottom.setException(failure);
    on(SMALL_STACK, loop::runCurrent);
    assertThat(task.exception()).isSameInstanceAs(failure);
  }

  private Task<Integer> suspendThenResume(Coroutine<Integer> chain, Future<Integer> bottom)
      throws Exception {
    Task<Integer> task = loop.createTask(chain);
    on(LARGE_STACK, loop::runCurrent);
    assertThat(task.isDone()).isFalse();
    bottom.setResult(7);
    on(SMALL_STACK, loop::runCurrent);
    return task;
  }

  static void on(long stackBytes, Runnable code) throws InterruptedException {
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Thread thread = new Thread(null, code, "with its own stack", stackBytes);
    thread.setUncaughtExceptionHandler((t, e) -> thrown.set(e));
    thread.start();
    thread.join();
    if (thrown.get() != null) {
      throw new AssertionError(thrown.get());
    }
  }
}
