// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

import dev.continuo.annotation.Async;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** {@code waitFor}: a time limit for one awaitable, which runs in the present task. */
final class WaitFor {

  private WaitFor() {}

  @Async
  static <T extends @Nullable Object> Coroutine<T> run(
      Awaitable<T> awaitable, @Nullable Duration limit) {
    if (limit == null) {
      return awaitable.asCoroutine();
    }
    return Durations.nanos(limit) <= 0
        ? atOnce(Asyncio.ensureFuture(awaitable))
        : Asyncio.timeout(limit, awaitable::asCoroutine);
  }

  /** There is no time: only what is done gives its result, all else is cancelled. */
  @Async
  private static <T extends @Nullable Object> Coroutine<T> atOnce(Future<T> future) {
    if (future.isDone()) {
      return Coroutine.of(future.result());
    }
    future.cancel();
    Asyncio.await(ended(future));
    try {
      return Coroutine.of(future.result());
    } catch (CancelledError e) {
      throw new AsyncTimeoutException(null, e);
    }
  }

  /**
   * Waits for the end of {@code future}. Awaiting the future itself, one could not tell whether
   * this task was cancelled or the future; and it would be cancelled with this task.
   */
  @Async
  static Coroutine<Void> ended(Future<?> future) {
    Future<@Nullable Void> ended =
        new Joint(BaseEventLoop.current(), "end of", () -> List.of(future));
    Consumer<Future<?>> end =
        done -> {
          if (!ended.isDone()) {
            ended.setResult(null);
          }
        };
    future.addDoneCallback(end);
    try {
      Asyncio.await(ended);
    } finally {
      future.removeDoneCallback(end);
    }
    return Coroutine.done();
  }
}
