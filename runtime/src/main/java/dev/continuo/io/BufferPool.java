// SPDX-License-Identifier: Apache-2.0
package dev.continuo.io;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** The memory that the connections of a loop share. */
final class BufferPool {

  /** Bytes in a chunk of output. */
  static final int CHUNK = 1 << 14;

  /** How many bytes are read, or given to a channel, at a time. */
  static final int STRETCH = 1 << 16;

  static final ByteBuffer EMPTY = ByteBuffer.allocate(0);

  /** How many free chunks are kept: 1 MiB. */
  private static final int MOST_FREE = 64;

  private final ArrayDeque<ByteBuffer> free = new ArrayDeque<>();
  private @Nullable ByteBuffer input;

  /** A chunk, with position 0. */
  ByteBuffer take() {
    ByteBuffer chunk = free.poll();
    return chunk != null ? chunk.clear() : ByteBuffer.allocate(CHUNK);
  }

  void giveBack(ByteBuffer chunk) {
    if (free.size() < MOST_FREE) {
      free.push(chunk);
    }
  }

  /** Where input is read into, cleared; what is there must be taken before the next one reads. */
  ByteBuffer input() {
    ByteBuffer b = input;
    if (b == null) {
      b = ByteBuffer.allocateDirect(STRETCH);
      input = b;
    }
    return b.clear();
  }
}
