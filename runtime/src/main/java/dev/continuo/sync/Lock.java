// SPDX-License-Identifier: Apache-2.0
package dev.continuo.sync;

import static dev.continuo.Asyncio.await;

import dev.continuo.CancelledError;
import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import dev.continuo.internal.WaitQueue;
import org.jspecify.annotations.Nullable;

/**
 * A lock that one task at a time holds; not reentrant, and any task may release it. Tasks get it in
 * the order they asked.
 *
 * <pre>{@code
 * try (var held = await(lock.acquire())) {
 *   ...
 * }
 * }</pre>
 *
 * For the tasks of one loop, on its thread.
 */
public final class Lock {

  private final WaitQueue waiters = new WaitQueue(this);
  private @Nullable Held held;

  /** A lock that nobody holds. */
  public Lock() {}

  /** One holding of a lock. */
  public final class Held implements AutoCloseable {

    private Held() {}

    /** Releases the lock, unless it was released since it was acquired. */
    @Override
    public void close() {
      if (held == this) {
        release();
      }
    }
  }

  /** Waits for the lock and takes it; does not suspend if it is free and nobody waits. */
  public Coroutine<Held> acquire() {
    return acquire(new Held());
  }

  /** As {@link #acquire()}; what is given holds the lock then. */
  @Async
  Coroutine<Held> acquire(Held holder) {
    if (held != null || waiters.isOccupied()) {
      try {
        await(waiters.await(() -> {}));
      } catch (CancelledError e) {
        // This may have been the first, who alone is woken: it is the next one's turn.
        if (held == null) {
          waiters.wakeFirst();
        }
        throw e;
      }
    }
    held = holder;
    return Coroutine.of(holder);
  }

  /** Takes the lock if it is free and nobody waits for it: whether it did. */
  public boolean tryAcquire() {
    if (held != null || waiters.isOccupied()) {
      return false;
    }
    held = new Held();
    return true;
  }

  /** What holds it now. */
  @Nullable Held held() {
    return held;
  }

  /**
   * Releases the lock, which then goes to the task that waits longest.
   *
   * @throws IllegalStateException if nobody holds it
   */
  public void release() {
    if (held == null) {
      throw new IllegalStateException("Lock is not acquired.");
    }
    held = null;
    waiters.wakeFirst();
  }

  /** Whether somebody holds it; false also while it is on its way to the next. */
  public boolean isLocked() {
    return held != null;
  }

  @Override
  public String toString() {
    return "<Lock " + (isLocked() ? "locked>" : "unlocked>");
  }
}
