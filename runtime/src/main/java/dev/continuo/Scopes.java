// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

import dev.continuo.annotation.Async;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The scopes that asyncio does not have. */
final class Scopes {

  private Scopes() {}

  @Async
  static <T> Coroutine<Optional<T>> moveOnAfter(@Nullable Duration limit, AsyncCallable<T> body) {
    Timeout[] own = new Timeout[1];
    try {
      T result =
          Asyncio.await(
              Timeout.<T>run(
                  limit,
                  timeout -> {
                    own[0] = timeout;
                    return body.call();
                  }));
      return Coroutine.of(Optional.ofNullable(result));
    } catch (AsyncTimeoutException e) {
      // It may as well be of another limit, inside.
      if (own[0].hasConverted(e)) {
        return Coroutine.of(Optional.empty());
      }
      throw e;
    }
  }

  @Async
  @SuppressWarnings("continuo:SwallowedCancellation") // thrown again at the end
  static <T extends @Nullable Object> Coroutine<T> nonCancellable(
      Duration grace, AsyncCallable<T> body) {
    Task<?> task = Objects.requireNonNull(Asyncio.currentTask());
    CancelledError pending = null;
    Task<T> inner = Asyncio.createTask(task.context(), Asyncio.async(body));
    Handle timer = task.cancelling() > 0 ? cancelAfter(grace, inner) : null;
    while (!inner.isDone()) {
      try {
        Asyncio.await(WaitFor.ended(inner));
      } catch (CancelledError e) {
        pending = e;
        if (timer == null) {
          timer = cancelAfter(grace, inner);
        }
      }
    }
    if (timer != null) {
      timer.cancel();
    }
    if (pending != null) {
      task.cancelAtNextAwait(pending);
    }
    return Coroutine.of(inner.result());
  }

  private static Handle cancelAfter(Duration grace, Task<?> inner) {
    return BaseEventLoop.current().callLater(grace, inner::cancel);
  }
}
