// SPDX-License-Identifier: Apache-2.0
package dev.continuo.queue;

import static dev.continuo.Asyncio.await;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import dev.continuo.internal.ItemIterator;

/** Gets the items of a queue, each when it is asked for. */
final class QueueIterator<T> extends ItemIterator<T> {

  private final BaseQueue<T> queue;

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
}
