// SPDX-License-Identifier: Apache-2.0
package dev.continuo.internal;

import dev.continuo.Asyncio;
import dev.continuo.CancelledError;
import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.Future;
import dev.continuo.annotation.Async;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Tasks that wait for their turn, first come, first served. Every primitive that can make a task
 * wait has one; which turn it is, the primitive knows.
 *
 * <pre>
 *   await() --> waiting --wake--> woken --its step--> gone
 *                  \--cancelled--> still waiting --its step--> gone
 * </pre>
 *
 * A task that is cancelled after it was woken cannot use its turn: {@link #await(Runnable)} then
 * calls what passes it on.
 */
public final class WaitQueue {

  private final LoopBinding binding;
  private final ArrayDeque<Future<@Nullable Void>> waiting = new ArrayDeque<>();
  private int woken;

  /** Named in messages after its owner. */
  public WaitQueue(Object owner) {
    this.binding = new LoopBinding(owner);
  }

  /**
   * Waits to be woken.
   *
   * @param wokenInVain called if the task was cancelled after it was woken
   * @throws IllegalStateException if another loop's tasks have waited here
   */
  @Async
  public Coroutine<Void> await(Runnable wokenInVain) {
    Future<@Nullable Void> turn = bind().createFuture();
    waiting.add(turn);
    try {
      Asyncio.await(turn);
    } catch (CancelledError e) {
      if (leave(turn)) {
        wokenInVain.run();
      }
      throw e;
    }
    leave(turn);
    return Coroutine.done();
  }

  /**
   * The loop of all that wait here: the running one, from now on.
   *
   * @throws IllegalStateException if another loop's tasks have waited here
   */
  public EventLoop bind() {
    return binding.bind();
  }

  /** Whether the one that leaves was woken. */
  private boolean leave(Future<?> turn) {
    boolean wasWoken = turn.isDone() && !turn.isCancelled();
    if (wasWoken) {
      woken--;
    } else {
      waiting.remove(turn);
    }
    return wasWoken;
  }

  /** Whether some task waits, or was woken and has not run since: who comes now is behind it. */
  public boolean isOccupied() {
    if (woken > 0) {
      return true;
    }
    for (Future<?> turn : waiting) {
      if (!turn.isCancelled()) {
        return true;
      }
    }
    return false;
  }

  /** Wakes the task that waits longest: whether there was one. */
  public boolean wakeNext() {
    for (Future<@Nullable Void> turn = waiting.poll(); turn != null; turn = waiting.poll()) {
      if (!turn.isDone()) {
        wake(turn);
        return true;
      }
    }
    return false;
  }

  /** Wakes the first of all, unless it was woken before; one that was cancelled blocks the way. */
  public void wakeFirst() {
    Future<@Nullable Void> first = waiting.peek();
    if (woken == 0 && first != null && !first.isDone()) {
      waiting.remove();
      wake(first);
    }
  }

  /** Wakes all that wait. */
  public void wakeAll() {
    while (wakeNext()) {
      // wakeNext does it
    }
  }

  private void wake(Future<@Nullable Void> turn) {
    woken++;
    turn.setResult(null);
  }
}
