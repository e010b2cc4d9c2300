// SPDX-License-Identifier: Apache-2.0
package dev.continuo.io;

import static dev.continuo.Asyncio.await;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/** The ways to read from a {@link ReadBuffer}, for {@link StreamReader}, which tells of each. */
final class Reads {

  private Reads() {}

  @Async
  static Coroutine<byte[]> readAll(ReadBuffer buffer) {
    buffer.begin("read");
    try {
      while (!buffer.eof()) {
        await(buffer.data());
      }
      return Coroutine.of(buffer.take(buffer.size()));
    } finally {
      buffer.end();
    }
  }

  @Async
  static Coroutine<byte[]> readSome(ReadBuffer buffer, int n) {
    buffer.begin("read");
    try {
      while (n > 0 && buffer.size() == 0 && !buffer.eof()) {
        await(buffer.data());
      }
      return Coroutine.of(buffer.take(Math.min(n, buffer.size())));
    } finally {
      buffer.end();
    }
  }

  @Async
  static Coroutine<byte[]> readExactly(ReadBuffer buffer, int n) throws IncompleteReadException {
    buffer.begin("readExactly");
    try {
      while (buffer.size() < n) {
        if (buffer.eof()) {
          throw new IncompleteReadException(buffer.take(buffer.size()), n);
        }
        await(buffer.data());
      }
      return Coroutine.of(buffer.take(n));
    } finally {
      buffer.end();
    }
  }

  @Async
  static Coroutine<byte[]> readUntil(ReadBuffer buffer, String method, Separators separators)
      throws IncompleteReadException, LimitOverrunException {
    buffer.begin(method);
    try {
      Separators.Search search = separators.search();
      int end = search.findEnd(buffer.bytes());
      while (end < 0) {
        buffer.checkLimit(
            "Separator is not found, and chunk exceeds", buffer.size() + 1 - separators.longest());
        if (buffer.eof()) {
          throw new IncompleteReadException(buffer.take(buffer.size()), null);
        }
        await(buffer.data());
        end = search.findEnd(buffer.bytes());
      }
      buffer.checkLimit("Separator is found, but chunk is longer than", end - search.foundLength());
      return Coroutine.of(buffer.take(end));
    } finally {
      buffer.end();
    }
  }

  @Async
  static Coroutine<@Nullable String> readLine(ReadBuffer buffer, Charset charset) {
    byte[] line;
    try {
      line = await(readUntil(buffer, "readLine", Separators.LINE_FEED));
    } catch (IncompleteReadException e) {
      byte[] last = e.partial();
      return Coroutine.of(last.length == 0 ? null : new String(last, charset));
    } catch (LimitOverrunException e) {
      buffer.dropLine(e.consumed());
      throw new IllegalArgumentException(e.getMessage(), e);
    }
    int length = line.length - 1;
    if (length > 0 && line[length - 1] == '\r') {
      length--;
    }
    return Coroutine.of(new String(line, 0, length, charset));
  }
}
