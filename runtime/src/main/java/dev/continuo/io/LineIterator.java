// SPDX-License-Identifier: Apache-2.0
package dev.continuo.io;

import static dev.continuo.Asyncio.await;

import dev.continuo.AsyncIterator;
import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import java.nio.charset.Charset;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Reads the lines of a stream, each when it is asked for. */
final class LineIterator implements AsyncIterator<String> {

  private final ReadBuffer buffer;
  private final Charset charset;
  private @Nullable String line;

  LineIterator(ReadBuffer buffer, Charset charset) {
    this.buffer = buffer;
    this.charset = charset;
  }

  @Override
  @Async
  public Coroutine<Boolean> hasNext() {
    if (line == null) {
      line = await(Reads.readLine(buffer, charset));
    }
    return Coroutine.of(line != null);
  }

  @Override
  public String next() {
    String next = line;
    if (next == null) {
      throw new NoSuchElementException("next() without a hasNext() that gave true");
    }
    line = null;
    return next;
  }
}
