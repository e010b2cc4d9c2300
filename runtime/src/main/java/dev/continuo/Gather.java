// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

import dev.continuo.Settled.Cancelled;
import dev.continuo.Settled.Failure;
import java.util.ArrayList;
import java.util.Arrays;
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

  /** The children; when all are done, their results in their places. */
  private final @Nullable Object[] children;

  private final boolean outcomes;
  private int distinct;
  private int completions;
  private int counted;

  /** The first child that failed or was cancelled, and as the how manieth it completed. */
  private @Nullable Future<?> failed;

  private int failedAt;
  private boolean cancelRequested;
  private @Nullable String cancelMessage;

  private Gather(@Nullable BaseEventLoop loop, @Nullable Object[] children, boolean outcomes) {
    super(loop);
    this.children = children;
    this.outcomes = outcomes;
  }

  static <R extends @Nullable Object> Future<List<R>> of(
      List<? extends Awaitable<?>> awaitables, boolean outcomes) {
    Object[] children = new Object[awaitables.size()];
    BaseEventLoop loop = null;
    for (int i = 0; i < children.length; i++) {
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

  private static Future<?> childOf(List<? extends Awaitable<?>> all, int index, Object[] earlier) {
    Awaitable<?> awaitable = Objects.requireNonNull(all.get(index), "element of all");
    if (awaitable instanceof Coroutine<?> c && c.state != Coroutine.CREATED) {
      for (int i = 0; i < index; i++) {
        if (all.get(i) == c) {
          return (Future<?>) earlier[i];
        }
      }
    }
    return Asyncio.ensureFuture(awaitable);
  }

  private void start() {
    int done = 0;
    for (Object each : children) {
      Future<?> child = (Future<?>) each;
      if (child.isDone()) {
        done++;
      } else if (Waiters.last(child.waiters) != this) {
        distinct++;
        child.addWaiter(this);
      }
    }
    distinct += done;
    // The last run replaces the children by their results.
    for (int i = 0; i < children.length && done > 0; i++) {
      if (children[i] instanceof Future<?> child && child.isDone()) {
        note(child);
        done--;
        run();
      }
    }
    if (children.length == 0) {
      finish(results());
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
      finish(
          Objects.requireNonNull(failed).result instanceof Failure failure
              ? failure.passedOn()
              : new Failure(exceptionOf(failed)));
    } else if (counted == distinct) {
      finish(cancelRequested ? new Failure(new CancelledError(cancelMessage)) : results());
    }
  }

  private List<?> results() {
    for (int i = 0; i < children.length; i++) {
      Future<?> child = (Future<?>) Objects.requireNonNull(children[i]);
      children[i] = outcomes ? outcomeOf(child) : child.result();
    }
    return Collections.unmodifiableList(Arrays.asList(children));
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
    return CancelRequest.send(this, message);
  }

  @Override
  @Nullable List<? extends Future<?>> beginCancel() {
    if (isDone()) {
      super.requestCancel(null);
      return null;
    }
    return parts();
  }

  @Override
  boolean endCancel(boolean accepted, @Nullable String message) {
    if (accepted) {
      cancelRequested = true;
      cancelMessage = message;
    }
    return accepted;
  }

  @Override
  public @Nullable Object context() {
    return null;
  }

  @Override
  String kind() {
    return "gather of " + children.length;
  }

  @Override
  List<? extends Future<?>> parts() {
    List<Future<?>> parts = new ArrayList<>();
    for (Object child : isDone() ? new Object[0] : children) {
      parts.add((Future<?>) Objects.requireNonNull(child));
    }
    return parts;
  }
}
