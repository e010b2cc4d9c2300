// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

import dev.continuo.annotation.Async;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** {@code raceFirst}: the first wins, the others are cancelled, and no value is lost. */
final class Race {

  private Race() {}

  @Async
  @SuppressWarnings("continuo:SwallowedCancellation") // thrown again at the end
  static <T extends @Nullable Object> Coroutine<T> run(
      Collection<? extends Awaitable<? extends T>> all, Consumer<? super T> late) {
    if (all.isEmpty()) {
      throw new IllegalArgumentException("raceFirst needs at least one awaitable, got []");
    }
    List<Future<? extends T>> racers = new ArrayList<>();
    for (Awaitable<? extends T> each : all) {
      racers.add(Asyncio.ensureFuture(Objects.requireNonNull(each, "element of all")));
    }
    CancelledError cancelled = null;
    Future<? extends T> winner = null;
    try {
      Asyncio.await(Asyncio.waitUntil(racers, ReturnWhen.FIRST_COMPLETED));
      winner = first(racers);
    } catch (CancelledError e) {
      cancelled = e;
    }
    CancelledError later = Asyncio.await(endOthers(racers, winner));
    for (Future<? extends T> racer : racers) {
      if (racer != winner && !racer.isCancelled() && racer.exception() == null) {
        late.accept(racer.result());
      }
    }
    if (cancelled != null) {
      throw cancelled;
    }
    if (later != null) {
      // The winner has won: this is for the next await.
      Objects.requireNonNull(Asyncio.currentTask()).cancelAtNextAwait(later);
    }
    return Coroutine.of(Objects.requireNonNull(winner).result());
  }

  private static <F extends Future<?>> F first(List<F> racers) {
    return racers.stream().filter(Future::isDone).findFirst().orElseThrow();
  }

  /** Cancels all but the winner and waits for them: the last cancellation of this task, or null. */
  @Async
  @SuppressWarnings("continuo:SwallowedCancellation") // thrown again at the end
  private static Coroutine<@Nullable CancelledError> endOthers(
      List<? extends Future<?>> racers, @Nullable Future<?> winner) {
    CancelledError cancelled = null;
    for (Future<?> racer : racers) {
      if (racer != winner) {
        racer.cancel();
      }
    }
    List<Future<?>> rest = new ArrayList<>(racers);
    rest.remove(winner);
    while (!rest.stream().allMatch(Future::isDone)) {
      try {
        Asyncio.await(Asyncio.waitUntil(rest, ReturnWhen.ALL_COMPLETED));
      } catch (CancelledError e) {
        cancelled = e;
      }
    }
    return Coroutine.of(cancelled);
  }
}
