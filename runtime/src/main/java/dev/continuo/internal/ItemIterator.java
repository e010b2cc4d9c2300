// SPDX-License-Identifier: Apache-2.0
package dev.continuo.internal;

import dev.continuo.AsyncIterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Gives each item that {@code hasNext} has found once. */
public abstract class ItemIterator<T> implements AsyncIterator<T> {

  /** What {@code hasNext} has found and {@code next} has not given; null if nothing. */
  protected @Nullable T found;

  @Override
  public final T next() {
    T item = found;
    if (item == null) {
      throw new NoSuchElementException("next() without a hasNext() that gave true");
    }
    found = null;
    return item;
  }
}
