// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

import org.jspecify.annotations.Nullable;

/** An iteration whose next element may have to be waited for; every generator is one. */
public interface AsyncIterator<T extends @Nullable Object>
    extends AsyncIterable<T>, AsyncCloseable {

  /** Whether there is another element; asking twice does not advance. */
  Coroutine<Boolean> hasNext();

  /**
   * The element that {@link #hasNext} found.
   *
   * @throws java.util.NoSuchElementException without a hasNext that gave true
   */
  T next();

  /** This iteration itself. */
  @Override
  default AsyncIterator<T> iterator() {
    return this;
  }

  /** Ends the iteration early; does nothing unless overridden. */
  @Override
  default Coroutine<Void> closeAsync() {
    return Coroutine.done();
  }

  /** What a generator returns at its end; also an iteration without elements. */
  @SuppressWarnings("unchecked")
  static <T extends @Nullable Object> AsyncIterator<T> end() {
    return (AsyncIterator<T>) EmptyIterator.END;
  }
}
