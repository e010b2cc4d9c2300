// SPDX-License-Identifier: Apache-2.0
package dev.continuo.io;

import static dev.continuo.Asyncio.await;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import dev.continuo.internal.ItemIterator;
import java.nio.charset.Charset;

/** Reads the lines of a stream, each when it is asked for. */
final class LineIterator extends ItemIterator<String> {

  private final ReadBuffer buffer;
  private final Charset charset;

  LineIterator(ReadBuffer buffer, Charset charset) {
    this.buffer = buffer;
    this.charset = charset;
  }

  @Override
  @Async
  public Coroutine<Boolean> hasNext() {
    if (found == null) {
      found = await(Reads.readLine(buffer, charset));
    }
    return Coroutine.of(found != null);
  }
}
