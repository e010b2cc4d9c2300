// SPDX-License-Identifier: Apache-2.0
package dev.continuo.io;

import static dev.continuo.Asyncio.await;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import dev.continuo.internal.WaitQueue;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link StreamWriter} could not send at once, its water marks, and the tasks that wait for
 * it to become less.
 */
final class OutputBuffer {

  static final int DEFAULT_HIGH = 1 << 16;
  static final int DEFAULT_LOW = 1 << 14;

  /** How many stretches {@link #sendKept} writes before others get their turn. */
  private static final int STRETCHES_A_TURN = 16;

  private final Sink sink;
  private final OutputQueue queue;
  private int low = DEFAULT_LOW;
  private int high = DEFAULT_HIGH;

  /** Whether it was above the high mark, and since then not at or below the low one. */
  private boolean paused;

  private @Nullable WaitQueue waiters;

  OutputBuffer(Sink sink, BufferPool pool) {
    this.sink = sink;
    this.queue = new OutputQueue(pool);
  }

  int size() {
    return queue.size();
  }

  boolean isEmpty() {
    return queue.isEmpty();
  }

  // ---- sending

  /** Sends of {@code data} what can be sent at once, in its turn. */
  void sendNow(ByteBuffer data) throws IOException {
    while (queue.isEmpty() && data.hasRemaining() && stretch(data) > 0) {
      // stretch does it
    }
  }

  /** Sends of what is kept what can be sent now. */
  void sendKept() throws IOException {
    for (int i = 0; i < STRETCHES_A_TURN && !queue.isEmpty(); i++) {
      int n = stretch(queue.first());
      if (n == 0) {
        return;
      }
      queue.written(n);
    }
  }

  /** One write to the sink. The JDK copies whole buffers of the heap, so it gets no large ones. */
  private int stretch(ByteBuffer data) throws IOException {
    int end = data.limit();
    data.limit(Math.min(end, data.position() + BufferPool.STRETCH));
    try {
      return sink.write(data);
    } finally {
      data.limit(end);
    }
  }

  // ---- keeping

  /** Keeps a copy of what remains in {@code data}. */
  void keep(ByteBuffer data) {
    queue.add(data);
    balance();
    sink.callBack(true);
  }

  /** As {@link #keep} without copying, until {@link #own}. */
  OutputQueue.Piece borrow(ByteBuffer data) {
    OutputQueue.Piece piece = queue.borrow(data);
    data.position(data.limit());
    balance();
    sink.callBack(true);
    return piece;
  }

  /** Copies what is left of what was borrowed. */
  void own(OutputQueue.Piece piece) {
    queue.own(piece);
  }

  /** Drops everything: how many bytes. */
  int drop() {
    int dropped = queue.size();
    queue.clear();
    paused = false;
    wake();
    return dropped;
  }

  // ---- waiting

  void setWaterMarks(int newLow, int newHigh) {
    low = newLow;
    high = newHigh;
    balance();
  }

  /** Wakes those who wait if it has become little enough. */
  void balance() {
    boolean tooMuch = queue.size() > (paused ? low : high);
    if (paused != tooMuch) {
      paused = tooMuch;
      if (!tooMuch) {
        wake();
      }
    }
  }

  /** Waits, if it was above the high mark, until it is at the low one, or dropped. */
  @Async
  Coroutine<Void> room() {
    while (paused) {
      await(change());
    }
    return Coroutine.done();
  }

  /** Waits for the next {@link #wake}; it may come for another reason than hoped for. */
  Coroutine<Void> change() {
    WaitQueue w = waiters;
    if (w == null) {
      w = new WaitQueue(this);
      waiters = w;
    }
    return w.await(() -> {});
  }

  /** Wakes all that wait. */
  void wake() {
    if (waiters != null) {
      waiters.wakeAll();
    }
  }
}
