// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The bridges between our futures and those of the JDK. */
final class Stages {

  private Stages() {}

  /** The value of a future that is done, or throws what failed it. */
  static @Nullable Object valueOf(CompletableFuture<?> done) throws Throwable {
    try {
      return done.getNow(null);
    } catch (CompletionException | CancellationException e) {
      throw unwrap(e);
    }
  }

  /** What was thrown first, before the JDK wrapped it; a cancellation becomes ours. */
  static Throwable unwrap(Throwable t) {
    Throwable cause = t;
    // Newer JDKs also wrap a cancellation, in another cancellation.
    while (cause instanceof CompletionException && cause.getCause() != null
        || cause instanceof CancellationException
            && cause.getCause() instanceof CancellationException) {
      cause = cause.getCause();
    }
    if (cause instanceof CancellationException cancelled) {
      if (cancelled.getCause() instanceof CancelledError error) {
        return error;
      }
      CancelledError error = new CancelledError(cancelled.getMessage());
      error.initCause(cancelled);
      return error;
    }
    return cause;
  }

  /** A future that ends as the stage does; cancelling the future leaves the stage. */
  static <T extends @Nullable Object> Future<T> toFuture(
      CompletionStage<T> stage, BaseEventLoop loop) {
    Future<T> future = new Future<>(loop);
    loop.stagesAwaited.incrementAndGet();
    stage.whenComplete(
        (value, failure) -> {
          if (loop.isForeignThread()) {
            loop.route(() -> settle(future, loop, value, failure));
          } else {
            settle(future, loop, value, failure);
          }
        });
    return future;
  }

  private static void settle(
      Future<?> future, BaseEventLoop loop, @Nullable Object value, @Nullable Throwable failure) {
    loop.stagesAwaited.decrementAndGet();
    if (future.isDone()) {
      return;
    }
    if (failure == null) {
      future.finish(Settled.encode(value));
      return;
    }
    Throwable cause = unwrap(failure);
    future.finish(
        cause instanceof CancelledError error
            ? new Settled.Cancelled(error)
            : new Settled.Failure(cause));
  }

  /** A view of {@code future}; cancelling the view cancels the future. */
  static <T extends @Nullable Object> CompletableFuture<T> view(Future<T> future) {
    View<T> view = new View<>(future);
    if (future.loop == null || future.isDone()) {
      settle(view, future);
    } else {
      future.addDoneCallback(done -> settle(view, done));
    }
    return view;
  }

  /** Ends {@code stage} as {@code done} has. */
  static <T extends @Nullable Object> void settle(CompletableFuture<T> stage, Future<T> done) {
    Object r = Objects.requireNonNull(done.result);
    if (r instanceof Settled.Failure failure) {
      stage.completeExceptionally(failure.retrieve());
    } else if (r instanceof Settled.Cancelled cancelled) {
      CancellationException e = new CancellationException(cancelled.message);
      e.initCause(cancelled.error());
      stage.completeExceptionally(e);
    } else {
      stage.complete(done.result());
    }
  }

  private static final class View<T extends @Nullable Object> extends CompletableFuture<T> {

    private final Future<T> future;

    View(Future<T> future) {
      this.future = future;
    }

    /** Asks the future to end. A task may clean up first; this view is cancelled at once. */
    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
      boolean cancelled = super.cancel(mayInterruptIfRunning);
      if (cancelled) {
        future.cancel();
      }
      return cancelled;
    }

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
      return new CompletableFuture<>();
    }
  }
}
