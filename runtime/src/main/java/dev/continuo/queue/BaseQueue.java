// SPDX-License-Identifier: Apache-2.0
package dev.continuo.queue;

import static dev.continuo.Asyncio.await;

import dev.continuo.AsyncIterable;
import dev.continuo.AsyncIterator;
import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import dev.continuo.internal.WaitQueue;
import java.util.Objects;

/**
 * What all queues have in common; they differ in which item comes first.
 *
 * <p>Who waits to put or to get is served in the order they came. An item is not reserved for the
 * task that was woken for it: if another takes it before that task runs, the task waits again.
 *
 * <p>Iterating over a queue gets its items and ends at shutdown. For the tasks of one loop, on its
 * thread.
 */
public abstract sealed class BaseQueue<T> implements AsyncIterable<T>
    permits Queue, LifoQueue, PriorityQueue {

  private final int capacity;
  private final WaitQueue putters = new WaitQueue(this);
  private final WaitQueue getters = new WaitQueue(this);
  private final WaitQueue joiners = new WaitQueue(this);
  private int unfinished;
  private boolean isShutDown;

  BaseQueue(int capacity) {
    if (capacity < 1) {
      throw new IllegalArgumentException("capacity must be >= 1, got " + capacity);
    }
    this.capacity = capacity;
  }

  /** Puts the item where its turn will be. */
  abstract void insert(T item);

  /** Takes the item whose turn it is; the queue is not empty. */
  abstract T remove();

  /** How many items it holds. */
  public abstract int size();

  /**
   * Puts an item, which may not be null; waits while the queue is full. The await throws {@link
   * QueueShutDownException} after shutdown.
   */
  public final Coroutine<Void> put(T item) {
    return putWhenThereIsRoom(Objects.requireNonNull(item, "item"));
  }

  @Async
  private Coroutine<Void> putWhenThereIsRoom(T item) {
    while (isFull() && !isShutDown) {
      await(putters.await(() -> passOn(!isFull(), putters)));
    }
    putNoWait(item);
    return Coroutine.done();
  }

  /**
   * Puts an item, which may not be null.
   *
   * @throws QueueFullException if there is no room
   * @throws QueueShutDownException after shutdown
   */
  public final void putNoWait(T item) {
    Objects.requireNonNull(item, "item");
    if (isShutDown) {
      throw new QueueShutDownException();
    }
    if (isFull()) {
      throw new QueueFullException();
    }
    insert(item);
    unfinished++;
    getters.wakeNext();
  }

  /**
   * Takes an item; waits while the queue is empty. The await throws {@link QueueShutDownException}
   * if it is empty after shutdown.
   */
  @Async
  public final Coroutine<T> get() {
    while (isEmpty() && !isShutDown) {
      await(getters.await(() -> passOn(!isEmpty(), getters)));
    }
    return Coroutine.of(getNoWait());
  }

  /**
   * Takes an item.
   *
   * @throws QueueEmptyException if there is none
   * @throws QueueShutDownException if there is none after shutdown
   */
  public final T getNoWait() {
    if (isEmpty()) {
      throw isShutDown ? new QueueShutDownException() : new QueueEmptyException();
    }
    T item = remove();
    putters.wakeNext();
    return item;
  }

  /** A task was cancelled when it had been woken: another can have what it was woken for. */
  private static void passOn(boolean isThere, WaitQueue waiters) {
    if (isThere) {
      waiters.wakeNext();
    }
  }

  /**
   * Says that an item that was got is dealt with, for {@link #join}.
   *
   * @throws IllegalStateException if called more often than there were items put
   */
  public final void taskDone() {
    if (unfinished == 0) {
      throw new IllegalStateException("taskDone() called too many times");
    }
    finished(1);
  }

  private void finished(int items) {
    unfinished -= items;
    if (unfinished == 0) {
      joiners.wakeAll();
    }
  }

  /** Waits until {@link #taskDone} was called for every item put. */
  @Async
  public final Coroutine<Void> join() {
    return unfinished == 0 ? Coroutine.done() : joiners.await(() -> {});
  }

  /** Ends the queue: it takes nothing more, and what it holds can still be got. */
  public final void shutdown() {
    isShutDown = true;
    getters.wakeAll();
    putters.wakeAll();
  }

  /** Ends the queue and drops what it holds, as if it were got and done. */
  public final void shutdownNow() {
    int dropped = size();
    for (int i = 0; i < dropped; i++) {
      remove();
    }
    finished(Math.min(dropped, unfinished));
    shutdown();
  }

  /** Whether it holds nothing. */
  public final boolean isEmpty() {
    return size() == 0;
  }

  /** Whether it holds as much as it can. */
  public final boolean isFull() {
    return size() >= capacity;
  }

  /** How much it can hold; {@code Integer.MAX_VALUE} if that is not limited. */
  public final int capacity() {
    return capacity;
  }

  /** Gets item after item; ends when the queue is empty after shutdown. */
  @Override
  public final AsyncIterator<T> iterator() {
    return new QueueIterator<>(this);
  }

  @Override
  public String toString() {
    String bound = capacity == Integer.MAX_VALUE ? "" : " of " + capacity;
    String end = isShutDown ? ", shut down>" : ">";
    return "<" + getClass().getSimpleName() + " " + size() + bound + end;
  }
}
