// SPDX-License-Identifier: Apache-2.0
package dev.continuo.io;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that wait to be written, in order. Small pieces are put together in chunks of the loop's
 * pool; an empty queue holds no memory to speak of.
 */
final class OutputQueue {

  /** A piece of the queue; what remains in {@code bytes} is to be written. */
  static final class Piece {
    private ByteBuffer bytes;
    private final boolean isPooled;

    private Piece(ByteBuffer bytes, boolean isPooled) {
      this.bytes = bytes;
      this.isPooled = isPooled;
    }
  }

  private final BufferPool pool;

  /** Null while nothing waits: most connections never have to wait. */
  private @Nullable ArrayDeque<Piece> pieces;

  /** The last piece, if it is a chunk of the pool, which may have room. */
  private @Nullable Piece tail;

  private int size;

  OutputQueue(BufferPool pool) {
    this.pool = pool;
  }

  int size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** Adds a copy of what remains in {@code data}. */
  void add(ByteBuffer data) {
    size = Math.addExact(size, data.remaining());
    if (tail != null) {
      fill(tail.bytes, data);
    }
    if (data.remaining() > BufferPool.CHUNK) {
      push(new Piece(copy(data), false));
      data.position(data.limit());
    } else if (data.hasRemaining()) {
      Piece fresh = new Piece(pool.take().limit(0), true);
      fill(fresh.bytes, data);
      push(fresh);
      tail = fresh;
    }
  }

  private static void fill(ByteBuffer chunk, ByteBuffer data) {
    int end = chunk.limit();
    int n = Math.min(chunk.capacity() - end, data.remaining());
    chunk.limit(end + n).put(end, data, data.position(), n);
    data.position(data.position() + n);
  }

  private static ByteBuffer copy(ByteBuffer data) {
    return ByteBuffer.allocate(data.remaining()).put(data.duplicate()).flip();
  }

  /** Adds what remains in {@code data} without copying it, until {@link #own}. */
  Piece borrow(ByteBuffer data) {
    size = Math.addExact(size, data.remaining());
    Piece piece = new Piece(data.duplicate(), false);
    push(piece);
    return piece;
  }

  private void push(Piece piece) {
    ArrayDeque<Piece> p = pieces;
    if (p == null) {
      p = new ArrayDeque<>(4);
      pieces = p;
    }
    p.add(piece);
    tail = null;
  }

  /** The lender wants the memory back: copies what is left. */
  void own(Piece piece) {
    if (piece.bytes.hasRemaining()) {
      piece.bytes = copy(piece.bytes);
    }
  }

  /** What is to be written next; the queue is not empty. Call {@link #written} then. */
  ByteBuffer first() {
    return Objects.requireNonNull(pieces).element().bytes;
  }

  /** So many bytes were taken out of {@link #first}. */
  void written(int n) {
    size -= n;
    ArrayDeque<Piece> p = Objects.requireNonNull(pieces);
    Piece head = p.element();
    if (!head.bytes.hasRemaining()) {
      p.remove();
      free(head);
    }
    if (size == 0) {
      pieces = null;
    }
  }

  private void free(Piece piece) {
    if (piece == tail) {
      tail = null;
    }
    if (piece.isPooled) {
      pool.giveBack(piece.bytes);
    }
    // A lender may still ask for it.
    piece.bytes = BufferPool.EMPTY;
  }

  void clear() {
    if (pieces != null) {
      pieces.forEach(this::free);
      pieces = null;
      size = 0;
    }
  }
}
