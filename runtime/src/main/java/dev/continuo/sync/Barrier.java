// SPDX-License-Identifier: Apache-2.0
package dev.continuo.sync;

import dev.continuo.Asyncio;
import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;

/**
 * Where a number of tasks wait for one another, again and again.
 *
 * <pre>
 *   FILLING --the last arrives--> DRAINING --the last leaves--> FILLING
 *      \--reset, some wait--> RESETTING --the last leaves--> FILLING
 *   any --abort--> BROKEN --reset--> FILLING, or RESETTING if some are still to leave
 * </pre>
 *
 * For the tasks of one loop, on its thread.
 */
@SuppressWarnings("try") // what holds the lock is only there to be closed
public final class Barrier {

  private enum State {
    FILLING,
    DRAINING,
    RESETTING,
    BROKEN
  }

  private final int parties;
  private final Lock lock = new Lock();
  private final Condition changed = new Condition(lock);
  private State state = State.FILLING;
  private int inside;

  /**
   * A barrier for so many tasks.
   *
   * @throws IllegalArgumentException if they are less than one
   */
  public Barrier(int parties) {
    if (parties < 1) {
      throw new IllegalArgumentException("parties must be >= 1, got " + parties);
    }
    this.parties = parties;
  }

  /**
   * Waits until all parties are here: as the how manieth this one came, from 0. The last goes on at
   * once. One that is cancelled just leaves. The await throws {@link BrokenBarrierException} after
   * {@link #abort}, or if the barrier is reset while it waits.
   */
  @Async
  public Coroutine<Integer> await() {
    try (var held = Asyncio.await(lock.acquire())) {
      Asyncio.await(changed.awaitUntil(() -> state != State.DRAINING && state != State.RESETTING));
      if (state == State.BROKEN) {
        throw new BrokenBarrierException("Barrier aborted");
      }
      int index = inside++;
      try {
        if (inside == parties) {
          become(State.DRAINING);
        } else {
          Asyncio.await(changed.awaitUntil(() -> state != State.FILLING));
          if (state != State.DRAINING) {
            throw new BrokenBarrierException("Abort or reset of barrier");
          }
        }
        return Coroutine.of(index);
      } finally {
        inside--;
        if (inside == 0) {
          become(state == State.BROKEN ? State.BROKEN : State.FILLING);
        }
      }
    }
  }

  private void become(State newState) {
    state = newState;
    changed.signalAll();
  }

  /** Breaks the barrier for those that wait now; for others it is usable again. */
  @Async
  public Coroutine<Void> reset() {
    try (var held = Asyncio.await(lock.acquire())) {
      become(inside > 0 ? State.RESETTING : State.FILLING);
    }
    return Coroutine.done();
  }

  /** Breaks the barrier, until it is reset. */
  @Async
  public Coroutine<Void> abort() {
    try (var held = Asyncio.await(lock.acquire())) {
      become(State.BROKEN);
    }
    return Coroutine.done();
  }

  /** How many tasks it takes. */
  public int parties() {
    return parties;
  }

  /** How many wait; 0 while those that waited leave. */
  public int waiting() {
    return state == State.FILLING ? inside : 0;
  }

  /** Whether it was aborted and not reset since. */
  public boolean isBroken() {
    return state == State.BROKEN;
  }

  @Override
  public String toString() {
    return "<Barrier "
        + state.name().toLowerCase(java.util.Locale.ROOT)
        + ", "
        + waiting()
        + "/"
        + parties
        + ">";
  }
}
