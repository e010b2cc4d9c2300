// SPDX-License-Identifier: Apache-2.0
package dev.continuo.queue;

import static dev.continuo.Asyncio.await;

import dev.continuo.Asyncio;
import dev.continuo.CancelledError;
import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.Future;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Those who wait on one side of a {@link Channel}, first come, first served. Unlike those of a
 * {@code WaitQueue} they need not do anything when it is their turn: the other side has served
 * them.
 *
 * <pre>
 *   wait() --> in line --serve--> served, whether the task is cancelled now or not
 *                 \--cancelled, fail--> out of line
 * </pre>
 */
final class Line<T> {

  private final ArrayDeque<Place<T>> places = new ArrayDeque<>();

  /** A send or receive that waits. */
  static final class Place<T> {
    private final Object end;
    final @Nullable T item;
    private final Future<T> turn;
    private boolean served;

    private Place(Object end, @Nullable T item, Future<T> turn) {
      this.end = end;
      this.item = item;
      this.turn = turn;
    }

    /** It is done: {@code value} was received or sent. */
    void serve(T value) {
      served = true;
      turn.setResult(value);
    }
  }

  /** Waits to be served: the item sent or received. {@code end} is what it waits at. */
  @Async
  @SuppressWarnings("continuo:SwallowedCancellation") // thrown again, now or at the next await
  Coroutine<T> wait(Object end, @Nullable T item, EventLoop loop) {
    Place<T> place = new Place<>(end, item, loop.createFuture());
    places.add(place);
    try {
      return Coroutine.of(await(place.turn));
    } catch (CancelledError e) {
      if (!place.served) {
        places.remove(place);
        if (!place.turn.isCancelled()) {
          // It failed before the cancellation came; nobody else will look at that.
          place.turn.exception();
        }
        throw e;
      }
      Task<?> task = Objects.requireNonNull(Asyncio.currentTask());
      task.uncancel();
      task.cancel(e.getMessage());
      return Coroutine.of(place.turn.result());
    }
  }

  /** Takes the one that waits longest out of the line; null if none does. */
  @Nullable Place<T> next() {
    Place<T> place = places.poll();
    // Who was cancelled, and has not run since, waits no more.
    while (place != null && place.turn.isDone()) {
      place = places.poll();
    }
    return place;
  }

  /** Has those fail that wait at {@code end}, or all if that is null. */
  void fail(@Nullable Object end, ChannelClosedException reason) {
    for (Place<T> place : List.copyOf(places)) {
      if (end == null || place.end == end) {
        places.remove(place);
        if (!place.turn.isDone()) {
          place.turn.setException(reason);
        }
      }
    }
  }
}
