// SPDX-License-Identifier: Apache-2.0
package dev.continuo.sync;

import dev.continuo.Asyncio;
import dev.continuo.CancelledError;
import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import dev.continuo.internal.WaitQueue;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets the holder of a lock wait until another says that something has changed. A wait may also end
 * for no reason, so look again, or use {@link #awaitUntil}. For the tasks of one loop, on its
 * thread.
 */
public final class Condition {

  private final Lock lock;
  private final WaitQueue waiters = new WaitQueue(this);

  /** A condition with a lock of its own. */
  public Condition() {
    this(new Lock());
  }

  /** A condition that shares {@code lock}. */
  public Condition(Lock lock) {
    this.lock = Objects.requireNonNull(lock, "lock");
  }

  /** The lock to hold. */
  public Lock lock() {
    return lock;
  }

  /**
   * Releases the lock, waits for a signal, and takes the lock again, in any case before it returns
   * or throws.
   *
   * @throws IllegalStateException if nobody holds the lock
   */
  @Async
  @SuppressWarnings("continuo:SwallowedCancellation") // thrown again at the end
  public Coroutine<Void> await() {
    Lock.Held held = lock.held();
    if (held == null) {
      throw new IllegalStateException("cannot wait on un-acquired lock");
    }
    waiters.bind();
    lock.release();
    CancelledError cancelled = null;
    try {
      Asyncio.await(waiters.await(() -> {}));
    } catch (CancelledError e) {
      cancelled = e;
    }
    CancelledError later = Asyncio.await(acquireInAnyCase(held));
    if (later != null) {
      cancelled = later;
    }
    if (cancelled != null) {
      // The signal may have been for this one, who cannot act on it.
      waiters.wakeNext();
      throw cancelled;
    }
    return Coroutine.done();
  }

  /** Takes the lock again for {@code held}; the last cancellation that came meanwhile, or null. */
  @Async
  @SuppressWarnings("continuo:SwallowedCancellation") // thrown again at the end
  private Coroutine<@Nullable CancelledError> acquireInAnyCase(Lock.Held held) {
    CancelledError cancelled = null;
    while (true) {
      try {
        Asyncio.await(lock.acquire(held));
        return Coroutine.of(cancelled);
      } catch (CancelledError e) {
        cancelled = e;
      }
    }
  }

  /**
   * Waits until {@code condition} is true; it is asked at once and after each signal, with the lock
   * held.
   *
   * @throws IllegalStateException if nobody holds the lock and the condition is false
   */
  public Coroutine<Void> awaitUntil(BooleanSupplier condition) {
    return until(Objects.requireNonNull(condition, "condition"));
  }

  @Async
  private Coroutine<Void> until(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      Asyncio.await(await());
    }
    return Coroutine.done();
  }

  /**
   * Wakes up to {@code n} of those that wait longest; they go on when the lock is released.
   *
   * @throws IllegalStateException if nobody holds the lock
   * @throws IllegalArgumentException if {@code n} is negative
   */
  public void signal(int n) {
    if (n < 0) {
      throw new IllegalArgumentException("n must be >= 0, got " + n);
    }
    checkNotify();
    for (int i = 0; i < n && waiters.wakeNext(); i++) {
      // wakeNext does it
    }
  }

  /**
   * Wakes all that wait; they go on, one by one, when the lock is released.
   *
   * @throws IllegalStateException if nobody holds the lock
   */
  public void signalAll() {
    checkNotify();
    waiters.wakeAll();
  }

  private void checkNotify() {
    if (!lock.isLocked()) {
      throw new IllegalStateException("cannot notify on un-acquired lock");
    }
  }

  @Override
  public String toString() {
    return "<Condition of " + lock + ">";
  }
}
