// SPDX-License-Identifier: Apache-2.0
package dev.continuo.queue;

import static dev.continuo.Asyncio.await;

import dev.continuo.AsyncIterator;
import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Gets the items of a queue, each when it is asked for. */
final class QueueIterator<T> implements AsyncIterator<T> {

  private final BaseQueue<T> queue;
  private @Nullable T found;

  QueueIterator(BaseQueue<T> queue) {
    this.queue = queue;
  }

  @Override
  @Async
  public Coroutine<Boolean> hasNext() {
    if (found == null) {
      try {
        found = await(queue.get());
      } catch (QueueShutDownException e) {
        return Coroutine.of(false);
      }
    }
    return Coroutine.of(true);
  }

  @Override
  public T next() {
    T item = found;
    if (item == null) {
      throw new NoSuchElementException("next() without a hasNext() that gave true");
    }
    found = null;
    return item;
  }
}
