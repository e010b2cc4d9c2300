// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

import dev.continuo.spi.Frame;
import dev.continuo.spi.Suspension;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** {@code waitUntil}: asyncio's {@code wait}. */
final class WaitUntil<F extends Future<?>> extends Frame<Waited<F>> {

  private final Set<F> futures;
  private final ReturnWhen when;
  private final @Nullable Long limitNanos;
  private final Consumer<Future<?>> onDone = this::completed;
  private @Nullable Future<?> released;
  private @Nullable Handle timer;
  private int pending;

  WaitUntil(Collection<? extends F> futures, ReturnWhen when, @Nullable Long limitNanos) {
    this.futures = new LinkedHashSet<>(futures);
    this.when = when;
    this.limitNanos = limitNanos;
  }

  @Override
  protected @Nullable Object resume(Task<?> task) throws Throwable {
    if (state() > 0) {
      try {
        Suspension.resumed(task);
      } finally {
        stop();
      }
      return result();
    }
    if (futures.isEmpty()) {
      throw new IllegalArgumentException("Set of Tasks/Futures is empty.");
    }
    BaseEventLoop loop = task.boundLoop();
    Future<@Nullable Void> waiter =
        new Joint(loop, "waitUntil " + when, () -> List.copyOf(futures));
    released = waiter;
    if (limitNanos != null) {
      timer = loop.callAt(loop.deadline(limitNanos), () -> release(waiter));
    }
    pending = futures.size();
    for (F future : futures) {
      future.addDoneCallback(onDone);
    }
    task.suspendOn(waiter);
    return suspend(1, task);
  }

  private void completed(Future<?> future) {
    pending--;
    boolean enough =
        switch (when) {
          case ALL_COMPLETED -> false;
          case FIRST_COMPLETED -> true;
          case FIRST_EXCEPTION -> !future.isCancelled() && future.exception() != null;
        };
    if ((enough || pending <= 0) && released != null) {
      release(released);
    }
  }

  private void release(Future<?> waiter) {
    if (timer != null) {
      timer.cancel();
    }
    if (!waiter.isDone()) {
      waiter.finish(Settled.NULL);
    }
  }

  private void stop() {
    if (timer != null) {
      timer.cancel();
    }
    for (F future : futures) {
      future.removeDoneCallback(onDone);
    }
  }

  private Waited<F> result() {
    Set<F> done = new LinkedHashSet<>();
    Set<F> rest = new LinkedHashSet<>();
    for (F future : futures) {
      (future.isDone() ? done : rest).add(future);
    }
    return new Waited<>(done, rest);
  }

  @Override
  protected String where() {
    return "dev.continuo.Asyncio\nwaitUntil\n\n0";
  }
}
