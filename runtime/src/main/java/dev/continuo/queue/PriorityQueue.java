// SPDX-License-Identifier: Apache-2.0
package dev.continuo.queue;

import java.util.Comparator;
import java.util.Objects;

/** A queue whose least item comes first; among equals, any. */
public final class PriorityQueue<T> extends BaseQueue<T> {

  private final java.util.PriorityQueue<T> items;

  /** A queue that is never full, in the order of {@code comparator}. */
  public PriorityQueue(Comparator<? super T> comparator) {
    this(Integer.MAX_VALUE, comparator);
  }

  /**
   * A queue for so many items.
   *
   * @throws IllegalArgumentException if that is less than one
   */
  public PriorityQueue(int capacity, Comparator<? super T> comparator) {
    super(capacity);
    this.items = new java.util.PriorityQueue<>(Objects.requireNonNull(comparator, "comparator"));
  }

  @Override
  void insert(T item) {
    items.add(item);
  }

  @Override
  T remove() {
    return items.remove();
  }

  @Override
  public int size() {
    return items.size();
  }
}
