// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** An iteration without elements. */
final class EmptyIterator implements AsyncIterator<@Nullable Object> {

  static final EmptyIterator END = new EmptyIterator();

  private static final Coroutine<Boolean> FALSE = Coroutine.of(false);

  private EmptyIterator() {}

  @Override
  public Coroutine<Boolean> hasNext() {
    return FALSE;
  }

  @Override
  public @Nullable Object next() {
    throw new NoSuchElementException("hasNext() has not given true");
  }
}
