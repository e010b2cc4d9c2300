// SPDX-License-Identifier: Apache-2.0
package dev.continuo.queue;

import java.util.ArrayDeque;

/** A queue whose newest item comes first. */
public final class LifoQueue<T> extends BaseQueue<T> {

  private final ArrayDeque<T> items = new ArrayDeque<>();

  /** A queue that is never full. */
  public LifoQueue() {
    this(Integer.MAX_VALUE);
  }

  /**
   * A queue for so many items.
   *
   * @throws IllegalArgumentException if that is less than one
   */
  public LifoQueue(int capacity) {
    super(capacity);
  }

  @Override
  void insert(T item) {
    items.addFirst(item);
  }

  @Override
  T remove() {
    return items.removeFirst();
  }

  @Override
  public int size() {
    return items.size();
  }
}
