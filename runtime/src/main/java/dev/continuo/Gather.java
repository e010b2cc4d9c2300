// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

import dev.continuo.Settled.Cancelled;
import dev.continuo.Settled.Failure;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The future of {@code gather} and {@code gatherOutcomes}.
 *
 * <p>It is itself the waiter of each child and what each completion enqueues: the n-th run counts
 * the n-th completion, so that a child costs nothing but its place in an array.
 */
final class Gather<R extends @Nullable Object> extends Future<List<R>> implements Waiter, Ready {

  private final Future<?>[] children;
  private final boolean outcomes;
  private int distinct;
  private int completions;
  private int counted;

  /** The first child that failed or was cancelled, and as the how manieth it completed. */
  private @Nullable Future<?> failed;

  private int failedAt;
  private boolean cancelRequested;
  private @Nullable String cancelMessage;

  private Gather(@Nullable BaseEventLoop loop, Future<?>[] children, boolean outcomes) {
    super(loop);
    this.children = children;
    this.outcomes = outcomes;
  }

  static <R extends @Nullable Object> Future<List<R>> of(
      Awaitable<?>[] awaitables, boolean outcomes) {
    Future<?>[] children = new Future<?>[awaitables.length];
    BaseEventLoop loop = null;
    for (int i = 0; i < awaitables.length; i++) {
      Future<?> child = childOf(awaitables, i, children);
      if (child.loop != null) {
        if (loop != null && child.loop != loop) {
          throw new IllegalArgumentException(child + " belongs to a different loop");
        }
        loop = child.loop;
      }
      children[i] = child;
    }
    Gather<R> gather =
        new Gather<>(loop != null ? loop : BaseEventLoop.current(), children, outcomes);
    gather.start();
    return gather;
  }

  private static Future<?> childOf(Awaitable<?>[] all, int index, Future<?>[] earlier) {
    Awaitable<?> awaitable = Objects.requireNonNull(all[index], "element of all");
    if (awaitable instanceof Coroutine<?> c && c.state != Coroutine.CREATED) {
      for (int i = 0; i < index; i++) {
        if (all[i] == c) {
          return earlier[i];
        }
      }
    }
    return Asyncio.ensureFuture(awaitable);
  }

  private void start() {
    int done = 0;
    for (Future<?> child : children) {
      if (child.isDone()) {
        done++;
      } else if (Waiters.last(child.waiters) != this) {
        distinct++;
        child.addWaiter(this);
      }
    }
    distinct += done;
    for (Future<?> child : children) {
      if (child.isDone()) {
        note(child);
        run();
      }
    }
    if (children.length == 0) {
      finish(new ArrayList<R>());
    }
  }

  @Override
  public void completed(Future<?> child) {
    note(child);
    boundLoop().enqueue(this);
  }

  private void note(Future<?> child) {
    completions++;
    Object r = child.result;
    if (r instanceof Failure failure) {
      failure.retrieve();
    }
    if (failed == null && (r instanceof Failure || r instanceof Cancelled)) {
      failed = child;
      failedAt = completions;
    }
  }

  @Override
  public void run() {
    counted++;
    if (isDone()) {
      return;
    }
    if (!outcomes && counted == failedAt) {
      finish(new Failure(exceptionOf(Objects.requireNonNull(failed))));
    } else if (counted == distinct) {
      finish(
          cancelRequested ? new Failure(new CancelledError(cancelMessage)) : results());
    }
  }

  private Object results() {
    List<@Nullable Object> results = new ArrayList<>(children.length);
    for (Future<?> child : children) {
      results.add(outcomes ? outcomeOf(child) : child.result());
    }
    return Collections.unmodifiableList(results);
  }

  private static Outcome<?> outcomeOf(Future<?> child) {
    Object r = child.result;
    return r instanceof Failure || r instanceof Cancelled
        ? new Outcome.Failure<>(exceptionOf(child))
        : new Outcome.Success<>(child.result());
  }

  private static Throwable exceptionOf(Future<?> child) {
    return child.result instanceof Cancelled cancelled
        ? cancelled.error()
        : ((Failure) Objects.requireNonNull(child.result)).exception;
  }

  /** Cancels the children; this ends when they have. */
  @Override
  boolean requestCancel(@Nullable String message) {
    if (isDone()) {
      return super.requestCancel(message);
    }
    boolean any = false;
    for (Future<?> child : children) {
      any |= child.requestCancel(message);
    }
    if (any) {
      cancelRequested = true;
      cancelMessage = message;
    }
    return any;
  }

  @Override
  public @Nullable Object context() {
    return null;
  }

  @Override
  String kind() {
    return "gather of " + children.length;
  }
}
