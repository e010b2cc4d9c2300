// SPDX-License-Identifier: Apache-2.0
package dev.continuo.queue;

import java.util.ArrayDeque;

/** A queue whose oldest item comes first. */
public final class Queue<T> extends BaseQueue<T> {

  private final ArrayDeque<T> items = new ArrayDeque<>();

  /** A queue that is never full. */
  public Queue() {
    this(Integer.MAX_VALUE);
  }

  /**
   * A queue for so many items.
   *
   * @throws IllegalArgumentException if that is less than one
   */
  public Queue(int capacity) {
    super(capacity);
  }

  @Override
  void insert(T item) {
    items.addLast(item);
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
