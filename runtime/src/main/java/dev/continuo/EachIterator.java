// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** The iterator that a for statement over {@code each(..)} sees; woven code awaits its source. */
final class EachIterator<T extends @Nullable Object> implements Iterator<T> {

  final AsyncIterator<T> source;

  EachIterator(AsyncIterator<T> source) {
    this.source = source;
  }

  @Override
  public boolean hasNext() {
    throw Asyncio.unwoven("each()");
  }

  @Override
  public T next() {
    return source.next();
  }
}
