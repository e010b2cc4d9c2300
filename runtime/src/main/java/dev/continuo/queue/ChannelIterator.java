// SPDX-License-Identifier: Apache-2.0
package dev.continuo.queue;

import static dev.continuo.Asyncio.await;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import dev.continuo.internal.ItemIterator;

/** Receives the items of a channel, each when it is asked for. */
final class ChannelIterator<T> extends ItemIterator<T> {

  private final Channel.Receiver<T> receiver;

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
}
