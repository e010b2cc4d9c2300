// SPDX-License-Identifier: Apache-2.0
package dev.continuo.queue;

import static dev.continuo.Asyncio.await;

import dev.continuo.AsyncIterator;
import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Receives the items of a channel, each when it is asked for. */
final class ChannelIterator<T> implements AsyncIterator<T> {

  private final Channel.Receiver<T> receiver;
  private @Nullable T found;

  ChannelIterator(Channel.Receiver<T> receiver) {
    this.receiver = receiver;
  }

  @Override
  @Async
  public Coroutine<Boolean> hasNext() {
    if (found == null) {
      try {
        found = await(receiver.receive());
      } catch (ChannelClosedException e) {
        if (receiver.isAtEnd()) {
          return Coroutine.of(false);
        }
        throw e;
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
