// SPDX-License-Identifier: Apache-2.0
package dev.continuo.sync;

import static dev.continuo.Asyncio.await;

import dev.continuo.Asyncio;
import dev.continuo.Coroutine;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import dev.continuo.internal.WaitQueue;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A number of permits. Tasks get them in the order they asked; a permit that is released goes to
 * the task that waits longest.
 *
 * <pre>{@code
 * try (var permit = await(semaphore.acquire())) {
 *   ...
 * }
 * }</pre>
 *
 * <p>A permit that is closed goes back once, even if the task that took it has released by hand
 * before: {@link #release} there counts for the permit taken last, whose {@code close} then does
 * nothing. Elsewhere, in another task or a callback, a release knows of no permit: it is one more,
 * and those taken still go back when they are closed. Who has others release what it took therefore
 * does not close it.
 *
 * <p>For the tasks of one loop, on its thread.
 */
public class Semaphore {

  @SuppressWarnings("this-escape") // only kept, for messages
  private final WaitQueue waiters = new WaitQueue(this);

  /** The last permit of each task that is not closed: a release by hand is of that one. */
  private final Map<Task<?>, Permit> permits = new WeakHashMap<>();

  private int free;

  /**
   * A semaphore of {@code permits}, which may be 0.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public Semaphore(int permits) {
    if (permits < 0) {
      throw new IllegalArgumentException("Semaphore initial value must be >= 0, got " + permits);
    }
    this.free = permits;
  }

  /** One permit, until it is closed. */
  public final class Permit implements AutoCloseable {

    private @Nullable Permit outer;
    private boolean settled;

    private Permit() {}

    /**
     * Releases the permit, unless its task has released it by hand; twice does nothing.
     *
     * @throws IllegalStateException if the semaphore is bounded and has all its permits
     */
    @Override
    public void close() {
      if (!settled) {
        settled = true;
        giveBack();
      }
    }
  }

  /** Waits for a permit and takes it; does not suspend if one is free and nobody waits. */
  @Async
  public Coroutine<Permit> acquire() {
    if (!isLocked()) {
      free--;
      return Coroutine.of(permit());
    }
    try {
      await(waiters.await(() -> free++));
    } finally {
      // Who came while this one was on its way had to wait, even if there was enough.
      while (free > 0 && waiters.wakeNext()) {
        free--;
      }
    }
    return Coroutine.of(permit());
  }

  /** Takes a permit if one is free and nobody waits: whether it did. */
  public boolean tryAcquire() {
    if (isLocked()) {
      return false;
    }
    free--;
    permit();
    return true;
  }

  /**
   * Releases one permit by hand. If this task has taken permits that are not closed, it is the one
   * taken last, whose {@code close} then does nothing. Otherwise it is a permit of another task,
   * which must not close it as well, or one more than there were.
   */
  public void release() {
    giveBack();
    Task<?> task = Asyncio.currentTask();
    Permit last = task == null ? null : open(permits.remove(task));
    if (last != null) {
      last.settled = true;
      remember(task, last.outer);
    }
  }

  void giveBack() {
    free++;
    if (waiters.wakeNext()) {
      free--;
    }
  }

  /** How many are free. */
  final int free() {
    return free;
  }

  /** Whether {@code acquire} would wait: no permit is free, or others wait for one. */
  public final boolean isLocked() {
    return free == 0 || waiters.isOccupied();
  }

  private Permit permit() {
    Permit permit = new Permit();
    Task<?> task = Asyncio.currentTask();
    if (task != null) {
      permit.outer = open(permits.get(task));
      permits.put(task, permit);
    }
    return permit;
  }

  private void remember(@Nullable Task<?> task, @Nullable Permit permit) {
    Permit stillOpen = open(permit);
    if (stillOpen != null) {
      permits.put(task, stillOpen);
    }
  }

  private static @Nullable Permit open(@Nullable Permit permit) {
    Permit p = permit;
    while (p != null && p.settled) {
      p = p.outer;
    }
    return p;
  }

  @Override
  public String toString() {
    String state = isLocked() ? "locked" : "unlocked, value:" + free;
    return "<" + getClass().getSimpleName() + " " + state + ">";
  }
}
