// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A task of a loop, seen from another thread. */
final class ThreadsafeCall<T extends @Nullable Object> extends CompletableFuture<T> {

  /** Null until the loop has made it. */
  private volatile @Nullable Task<T> task;

  private final Coroutine<T> coroutine;
  private final EventLoop loop;

  private ThreadsafeCall(Coroutine<T> coroutine, EventLoop loop) {
    this.coroutine = coroutine;
    this.loop = loop;
  }

  static <T extends @Nullable Object> CompletableFuture<T> start(Coroutine<T> c, EventLoop loop) {
    ThreadsafeCall<T> call = new ThreadsafeCall<>(c, loop);
    if (loop instanceof BaseEventLoop base) {
      base.watch(call);
      call.whenComplete((value, failure) -> base.forget(call));
    }
    try {
      loop.execute(call::begin);
    } catch (Throwable t) {
      c.close();
      call.completeExceptionally(t);
      throw t;
    }
    return call;
  }

  private void begin() {
    if (isDone()) {
      coroutine.close();
      return;
    }
    try {
      Task<T> created = loop.createTask(coroutine);
      created.addDoneCallback(done -> Stages.settle(this, done));
      task = created;
      if (isCancelled()) {
        // Between the two looks at it.
        created.cancel();
      }
    } catch (Throwable t) {
      completeExceptionally(t);
    }
  }

  /** The loop was closed: the task will not end, or never begin. */
  void abandon() {
    coroutine.close();
    completeExceptionally(new CancellationException("Event loop is closed"));
  }

  /** Asks the task to end. It may clean up first; this is cancelled at once. */
  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    boolean cancelled = super.cancel(mayInterruptIfRunning);
    Task<T> created = task;
    if (cancelled && created != null) {
      created.cancel();
    }
    return cancelled;
  }

  @Override
  public <U> CompletableFuture<U> newIncompleteFuture() {
    return new CompletableFuture<>();
  }
}
