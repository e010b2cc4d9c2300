// SPDX-License-Identifier: Apache-2.0
package dev.continuo.io;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Bytes that were received and not yet read, in one array, so that a search needs no seams.
 *
 * <p>Each byte is moved a bounded number of times, however it comes and goes. An empty queue keeps
 * next to nothing: most connections are idle.
 */
final class ByteQueue {

  /** The longest array that every JVM can make. */
  static final int MOST = Integer.MAX_VALUE - 8;

  private static final byte[] NOTHING = {};
  private static final int KEPT_WHEN_EMPTY = 1024;
  private static final int LARGE = 1 << 16;

  private byte[] bytes = NOTHING;
  private int start;
  private int end;

  int size() {
    return end - start;
  }

  /** The byte at {@code index}, counted from the first that was not taken. */
  byte get(int index) {
    return bytes[start + index];
  }

  /** Whether {@code n} bytes more would be more than an array can hold. */
  boolean wouldOverflow(int n) {
    return n > MOST - size();
  }

  /** Takes all that remains in {@code source}. */
  void append(ByteBuffer source) {
    int n = source.remaining();
    makeRoom(n);
    source.get(bytes, end, n);
    end += n;
  }

  private void makeRoom(int n) {
    if (n <= bytes.length - end) {
      return;
    }
    int size = size();
    if (size <= start && n <= bytes.length - size) {
      // No more is moved than was taken since the last time.
      System.arraycopy(bytes, start, bytes, 0, size);
    } else {
      int doubled = (int) Math.min(2L * size, MOST);
      moveTo(Math.max(size + n, doubled));
    }
    start = 0;
    end = size;
  }

  private void moveTo(int capacity) {
    byte[] moved = capacity == 0 ? NOTHING : new byte[capacity];
    System.arraycopy(bytes, start, moved, 0, size());
    bytes = moved;
  }

  /** Takes the first {@code n} bytes, of at least as many. */
  byte[] take(int n) {
    if (n == 0) {
      return NOTHING;
    }
    if (start == 0 && n == bytes.length) {
      byte[] all = bytes;
      bytes = NOTHING;
      end = 0;
      return all;
    }
    byte[] taken = Arrays.copyOfRange(bytes, start, start + n);
    skip(n);
    return taken;
  }

  /** Drops the first {@code n} bytes, of at least as many. */
  void skip(int n) {
    start += n;
    int size = size();
    if (size == 0) {
      start = 0;
      end = 0;
      if (bytes.length > KEPT_WHEN_EMPTY) {
        bytes = NOTHING;
      }
    } else if (bytes.length > LARGE && size < bytes.length / 4) {
      moveTo(size);
      start = 0;
      end = size;
    }
  }
}
