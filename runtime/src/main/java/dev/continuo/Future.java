// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

import dev.continuo.Settled.Cancelled;
import dev.continuo.Settled.Failure;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A result that is not there yet.
 *
 * <p>Use on the loop's thread; only {@link #setResult}, {@link #setException} and {@link #cancel}
 * may be called from any thread: elsewhere they take effect when the loop gets to it.
 *
 * <pre>
 *   result == null   pending; waiters: null, a Task, a Waiter, or Waiters
 *   otherwise        done: a value, or a Settled (null, a failure, a cancellation)
 * </pre>
 */
public class Future<T extends @Nullable Object> implements Awaitable<T> {

  /** Null for a future made done, outside of any loop. */
  final @Nullable BaseEventLoop loop;

  @Nullable Object result;
  @Nullable Object waiters;

  /**
   * A pending future of the running loop.
   *
   * @throws IllegalStateException if no loop is running
   */
  public Future() {
    this(BaseEventLoop.current());
  }

  Future(@Nullable BaseEventLoop loop) {
    this.loop = loop;
  }

  /** One that is done. */
  Future(@Nullable BaseEventLoop loop, Object settled) {
    this.loop = loop;
    this.result = settled;
  }

  /** A future that is done. */
  public static <T extends @Nullable Object> Future<T> of(T value) {
    return new Future<>(ThreadState.get().loop, Settled.encode(value));
  }

  /** A future that has failed; {@link #result} throws {@code t} as it is. */
  public static <T extends @Nullable Object> Future<T> failed(Throwable t) {
    return new Future<>(ThreadState.get().loop, new Failure(Objects.requireNonNull(t, "t")));
  }

  /** A future of the running loop that ends as {@code s} does; cancelling it leaves {@code s}. */
  public static <T extends @Nullable Object> Future<T> from(CompletionStage<T> s) {
    return Stages.toFuture(Objects.requireNonNull(s, "s"), BaseEventLoop.current());
  }

  /** Whether it has a result, has failed, or was cancelled. */
  public final boolean isDone() {
    return result != null;
  }

  /** Whether it ended by being cancelled. */
  public final boolean isCancelled() {
    return result instanceof Cancelled;
  }

  /** Whether it is done and has neither failed nor been cancelled. */
  final boolean hasValue() {
    return result != null && !(result instanceof Failure) && !(result instanceof Cancelled);
  }

  /**
   * The result. Throws what failed the future, as is, checked or not.
   *
   * @throws InvalidStateException if it is not done
   * @throws CancelledError if it was cancelled
   */
  @SuppressWarnings("unchecked")
  public final T result() {
    Object r = result;
    if (r == null) {
      throw new InvalidStateException("Result is not set.");
    }
    if (r instanceof Settled settled) {
      try {
        Task<?> asking = r instanceof Failure ? ThreadState.get().task : null;
        if (asking != null) {
          throw Traces.delivered((Failure) r, asking);
        }
        return (T) settled.get();
      } catch (Throwable t) {
        throw Thrown.asIs(t);
      }
    }
    return (T) r;
  }

  /**
   * What failed the future; null if it has a result.
   *
   * @throws InvalidStateException if it is not done
   * @throws CancelledError if it was cancelled
   */
  public final @Nullable Throwable exception() {
    Object r = result;
    if (r == null) {
      throw new InvalidStateException("Exception is not set.");
    }
    if (r instanceof Cancelled cancelled) {
      throw cancelled.error();
    }
    return r instanceof Failure failure ? failure.retrieve() : null;
  }

  /**
   * Completes the future; from any thread. Who comes too late on another thread than the loop's,
   * and cannot see that yet, has the exception reported to the loop's exception handler.
   *
   * @throws InvalidStateException if it is done
   * @throws IllegalStateException if it is a task
   */
  public void setResult(T v) {
    complete(Settled.encode(v));
  }

  /**
   * Fails the future; from any thread, as {@link #setResult}.
   *
   * @throws InvalidStateException if it is done
   * @throws IllegalStateException if it is a task
   */
  public void setException(Throwable t) {
    complete(new Failure(Objects.requireNonNull(t, "t")));
  }

  /** As {@link #cancel(String)} without a message. */
  public final boolean cancel() {
    return request(null);
  }

  /**
   * Cancels the future, or asks a task to end; from any thread.
   *
   * @param message given to the {@link CancelledError}, may be null
   * @return whether it was not done; on another thread than the loop's, as far as one could see
   */
  public final boolean cancel(@Nullable String message) {
    return request(message);
  }

  /**
   * Has {@code f} called on the loop when this is done, in the present context; never at once, even
   * if it is done.
   */
  public final void addDoneCallback(Consumer<? super Future<T>> f) {
    addDoneCallback(f, ThreadState.get().snapshot());
  }

  /** As {@link #addDoneCallback(Consumer)}, in the given context. */
  public final void addDoneCallback(Context context, Consumer<? super Future<T>> f) {
    addDoneCallback(f, Objects.requireNonNull(context, "context"));
  }

  /** Removes all callbacks equal to {@code f} that were not yet scheduled: how many there were. */
  public final int removeDoneCallback(Consumer<? super Future<T>> f) {
    Objects.requireNonNull(f, "f");
    int before = Waiters.list(waiters).size();
    waiters = Waiters.remove(waiters, w -> w instanceof DoneCallback<?> c && c.consumer.equals(f));
    return before - Waiters.list(waiters).size();
  }

  /** The loop that this belongs to; null for one made done where no loop was running. */
  public final @Nullable EventLoop loop() {
    return loop;
  }

  /** A view of this; cancelling the view cancels this. */
  public final CompletableFuture<T> toCompletableFuture() {
    return Stages.view(this);
  }

  /** A coroutine that waits for this. */
  @Override
  public final Coroutine<T> asCoroutine() {
    return new AwaitFuture<>(this);
  }

  /** Whether it has failed and nobody has seen the exception. */
  final boolean isUnretrieved() {
    return result instanceof Failure failure && failure.unretrieved != null;
  }

  private void addDoneCallback(Consumer<? super Future<T>> f, @Nullable Object context) {
    addWaiter(new DoneCallback<>(this, Objects.requireNonNull(f, "f"), context));
  }

  final void addWaiter(Waiter waiter) {
    if (loop != null) {
      loop.checkThread();
    }
    if (result != null) {
      waiter.completed(this);
    } else {
      waiters = Waiters.add(waiters, waiter);
    }
  }

  final BaseEventLoop boundLoop() {
    return loop != null ? loop : BaseEventLoop.current();
  }

  private void complete(Object settled) {
    // Also on another thread, as far as one can see there: done once is done for ever.
    checkPending();
    BaseEventLoop l = loop;
    if (l != null && l.isForeignThread()) {
      l.route(() -> completeOnLoop(settled));
    } else {
      finish(settled);
    }
  }

  private void completeOnLoop(Object settled) {
    checkPending();
    finish(settled);
  }

  private void checkPending() {
    if (result != null) {
      throw new InvalidStateException("invalid state: " + this);
    }
  }

  private boolean request(@Nullable String message) {
    BaseEventLoop l = loop;
    if (l != null && l.isForeignThread()) {
      boolean pending = result == null;
      l.route(() -> requestCancel(message));
      return pending;
    }
    return requestCancel(message);
  }

  /** On the loop's thread: cancels this, or for a task, asks it to end. */
  boolean requestCancel(@Nullable String message) {
    if (result != null) {
      if (result instanceof Failure failure) {
        failure.retrieve();
      }
      return false;
    }
    finish(new Cancelled(message));
    return true;
  }

  /** A {@link CancelRequest} has come: whom to pass it on to, in order; null if it is refused. */
  @Nullable List<? extends Future<?>> beginCancel() {
    return List.of();
  }

  /**
   * All of those have had the request.
   *
   * @param accepted whether one of them accepted it
   * @return whether this does
   */
  boolean endCancel(boolean accepted, @Nullable String message) {
    return requestCancel(message);
  }

  /** Ends this, on the loop's thread: the waiters are enqueued, none runs now. */
  final void finish(Object settled) {
    result = settled;
    Object slot = waiters;
    waiters = null;
    if (settled instanceof Failure failure) {
      Unretrieved.watch(this, failure);
    }
    if (slot instanceof Task<?> task) {
      task.wake();
    } else if (slot instanceof Waiter waiter) {
      waiter.completed(this);
    } else if (slot != null) {
      wakeAll(slot);
    }
  }

  private void wakeAll(Object slot) {
    for (Object waiter : Waiters.list(slot)) {
      if (waiter instanceof Task<?> task) {
        task.wake();
      } else {
        ((Waiter) waiter).completed(this);
      }
    }
  }

  /** Which kind of future, for messages. */
  String kind() {
    return "Future";
  }

  /** The futures that this one waits for in its turn. */
  List<? extends Future<?>> parts() {
    return List.of();
  }

  @Override
  public String toString() {
    return Description.of(this, true);
  }
}
