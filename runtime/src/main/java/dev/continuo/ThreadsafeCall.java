// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A task of a loop, seen from another thread. */
final class ThreadsafeCall<T extends @Nullable Object> extends CompletableFuture<T> {

  /** Null until the loop has made it. */
  private volatile @Nullable Task<T> task;

  private ThreadsafeCall() {}

  static <T extends @Nullable Object> CompletableFuture<T> start(Coroutine<T> c, EventLoop loop) {
    ThreadsafeCall<T> call = new ThreadsafeCall<>();
    loop.execute(() -> call.begin(c, loop));
    return call;
  }

  private void begin(Coroutine<T> c, EventLoop loop) {
    if (isDone()) {
      c.close();
      return;
    }
    try {
      Task<T> created = loop.createTask(c);
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
