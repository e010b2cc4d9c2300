// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

import dev.continuo.annotation.Async;
import dev.continuo.internal.WaitQueue;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The iteration of {@code asCompleted}. */
final class AsCompleted<T extends @Nullable Object> implements AsyncIterator<Future<T>> {

  private final Set<Future<T>> todo = new LinkedHashSet<>();
  private final ArrayDeque<Future<T>> done = new ArrayDeque<>();
  private final WaitQueue waiters = new WaitQueue(this);
  private final Consumer<Future<T>> onDone = this::completed;
  private @Nullable Handle timer;
  private @Nullable Future<T> found;
  private boolean expired;

  private AsCompleted() {}

  static <T extends @Nullable Object> AsyncIterator<Future<T>> of(
      Collection<? extends Awaitable<? extends T>> all, @Nullable Duration limit) {
    AsCompleted<T> iteration = new AsCompleted<>();
    for (Awaitable<? extends T> each : new LinkedHashSet<>(all)) {
      @SuppressWarnings("unchecked") // only results are taken out of it
      Awaitable<T> awaitable = (Awaitable<T>) Objects.requireNonNull(each, "element of all");
      iteration.todo.add(Asyncio.ensureFuture(awaitable));
    }
    iteration.start(limit);
    return iteration;
  }

  private void start(@Nullable Duration limit) {
    for (Future<T> future : todo) {
      future.addDoneCallback(onDone);
    }
    if (limit != null && !todo.isEmpty()) {
      timer = BaseEventLoop.current().callLater(limit, this::expire);
    }
  }

  private void completed(Future<T> future) {
    if (todo.remove(future)) {
      done.add(future);
      waiters.wakeNext();
      if (todo.isEmpty()) {
        stop();
      }
    }
  }

  private void expire() {
    expired = true;
    stop();
    waiters.wakeAll();
  }

  private void stop() {
    if (timer != null) {
      timer.cancel();
    }
    for (Future<T> future : todo) {
      future.removeDoneCallback(onDone);
    }
  }

  @Override
  @Async
  public Coroutine<Boolean> hasNext() {
    while (found == null) {
      if (!done.isEmpty()) {
        found = done.remove();
      } else if (expired) {
        throw new AsyncTimeoutException();
      } else if (todo.isEmpty()) {
        return Coroutine.of(false);
      } else {
        Asyncio.await(waiters.await(this::passOn));
      }
    }
    return Coroutine.of(true);
  }

  private void passOn() {
    if (!done.isEmpty()) {
      waiters.wakeNext();
    }
  }

  @Override
  public Future<T> next() {
    Future<T> future = found;
    if (future == null) {
      throw new NoSuchElementException("next() without a hasNext() that gave true");
    }
    found = null;
    return future;
  }

  /** Lets the futures go; they are not cancelled. */
  @Override
  public Coroutine<Void> closeAsync() {
    stop();
    todo.clear();
    done.clear();
    found = null;
    waiters.wakeAll();
    return Coroutine.done();
  }

  @Override
  public String toString() {
    return "<asCompleted " + done.size() + " done, " + todo.size() + " to do>";
  }
}
