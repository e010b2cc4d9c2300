// SPDX-License-Identifier: Apache-2.0
package dev.continuo.io;

import static dev.continuo.Asyncio.await;

import dev.continuo.Coroutine;
import dev.continuo.Future;
import dev.continuo.annotation.Async;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link StreamReader} was fed and has not given away: tells its source when to pause, and
 * has the one task that reads wait for more.
 */
final class ReadBuffer {

  private final int limit;
  private final ByteQueue bytes = new ByteQueue();
  private ReadFlow flow = ReadFlow.NONE;
  private boolean paused;
  private boolean eof;
  private @Nullable Throwable failure;

  /** The method that is reading, in a task that may be suspended in it. */
  private @Nullable String reading;

  /** Done when something has come since the reading task began to wait. */
  private @Nullable Future<@Nullable Void> arrival;

  /**
   * An empty one.
   *
   * @throws IllegalArgumentException if the limit is less than one
   */
  ReadBuffer(int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("limit must be >= 1, got " + limit);
    }
    this.limit = limit;
  }

  /** Has {@code flow} told when to pause and when to resume. */
  void setFlow(ReadFlow flow) {
    this.flow = flow;
  }

  /** Has {@code flow} told to begin when this is first read from. */
  void setPausedFlow(ReadFlow flow) {
    this.flow = flow;
    paused = true;
  }

  // ---- the side that feeds

  /** Adds what remains in {@code data}, which may be used again afterwards. */
  void feed(ByteBuffer data) {
    if (eof) {
      throw new IllegalStateException("feed() after feedEof()");
    }
    if (!data.hasRemaining()) {
      return;
    }
    if (bytes.wouldOverflow(data.remaining())) {
      fail(new IOException("more than " + ByteQueue.MOST + " bytes were received and not read"));
      return;
    }
    bytes.append(data);
    if (arrival == null) {
      balance();
    } else {
      wake(); // the reader will take it, or resume the source to wait for more
    }
  }

  /** No more comes. */
  void feedEof() {
    eof = true;
    wake();
  }

  void fail(Throwable t) {
    failure = Objects.requireNonNull(t, "t");
    wake();
  }

  private void wake() {
    Future<@Nullable Void> waiting = arrival;
    arrival = null;
    if (waiting != null && !waiting.isDone()) {
      waiting.setResult(null);
    }
  }

  // ---- the side that reads

  /** What came and was not read. */
  ByteQueue bytes() {
    return bytes;
  }

  int size() {
    return bytes.size();
  }

  byte[] take(int n) {
    return bytes.take(n);
  }

  /** Whether no more comes. */
  boolean eof() {
    return eof;
  }

  void checkLimit(String what, int length) throws LimitOverrunException {
    if (length > limit) {
      throw new LimitOverrunException(
          what
              + " the limit of "
              + limit
              + " bytes; give the reader a higher limit, or read such data with read(int)",
          length);
    }
  }

  /** Drops {@code length} bytes and the line feed after them; all bytes if there is none. */
  void dropLine(int length) {
    boolean hasEnd = bytes.size() > length && bytes.get(length) == '\n';
    bytes.skip(hasEnd ? length + 1 : bytes.size());
    balance();
  }

  /**
   * Takes all that was fed and not read.
   *
   * @throws IllegalStateException if a task is reading
   */
  byte[] takeAll() {
    begin("startTls");
    byte[] all = bytes.take(bytes.size());
    end();
    return all;
  }

  /** As {@link #takeAll}, of a reader that will not be used any more. */
  byte[] unread() {
    return bytes.take(bytes.size());
  }

  // ---- waiting

  /** The task that runs reads now, in {@code method}; throws if another one does. */
  void begin(String method) {
    if (reading != null) {
      throw new IllegalStateException(
          method
              + "() called while another coroutine is already waiting for incoming data in "
              + reading
              + "(); a StreamReader is read by one task at a time");
    }
    throwFailure();
    reading = method;
  }

  /** It has read, or has given up. */
  void end() {
    reading = null;
    arrival = null;
    balance();
  }

  /** Waits until something has come. */
  @Async
  Coroutine<Void> data() {
    Future<@Nullable Void> next = new Future<>();
    arrival = next;
    if (paused) {
      paused = false;
      flow.resumeReading();
    }
    await(next);
    throwFailure();
    return Coroutine.done();
  }

  private void throwFailure() {
    if (failure != null) {
      throw LoopIo.<RuntimeException>asIs(failure);
    }
  }

  private void balance() {
    int size = bytes.size();
    if (paused ? size <= limit : size > 2L * limit) {
      paused = !paused;
      if (paused) {
        flow.pauseReading();
      } else {
        flow.resumeReading();
      }
    }
  }

  @Override
  public String toString() {
    String end = failure != null ? ", failed: " + failure + ">" : eof ? ", at its end>" : ">";
    return "<StreamReader " + bytes.size() + " bytes, limit " + limit + end;
  }
}
