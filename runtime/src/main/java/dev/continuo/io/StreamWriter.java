// SPDX-License-Identifier: Apache-2.0
package dev.continuo.io;

import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.yieldNow;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that go elsewhere, as asyncio's. What cannot be sent at once is kept in a buffer; {@link
 * #write} waits while there is too much of it, {@link #writeNoWait} never does.
 *
 * <pre>
 *   open --writeEof--> ended --+
 *     \--close-----------------+--> flushing --> lost
 *      \--abort, or the connection fails---------/
 * </pre>
 *
 * What the connection fails with is thrown, as is, to those who write and wait. Use on the loop's
 * thread.
 */
public final class StreamWriter {

  /** How many writes to a closed writer pass without a word. */
  private static final int SILENT_DROPS = 5;

  private final Sink sink;
  private final OutputBuffer buffer;
  private boolean ended;
  private boolean endIsSent;
  private boolean closing;
  private boolean lost;
  private int drops;
  private int bytesLost;
  private @Nullable Throwable failure;

  StreamWriter(Sink sink, BufferPool pool) {
    this.sink = sink;
    this.buffer = new OutputBuffer(sink, pool);
  }

  // ---- writing

  /** As {@link #write(ByteBuffer)}, all of {@code data}. */
  public Coroutine<Void> write(byte[] data) {
    return send(ByteBuffer.wrap(Objects.requireNonNull(data, "data")));
  }

  /**
   * Writes what remains in {@code data}: sends what can be sent at once, puts the rest into the
   * buffer, and while that is above the high water mark waits until it is at the low one. Then, or
   * when the await is cancelled, {@code data} may be changed again; all of it will be sent. The
   * await throws {@link IOException} if the connection has failed or is closed.
   *
   * @throws IllegalStateException from the await, after {@link #writeEof}
   */
  public Coroutine<Void> write(ByteBuffer data) {
    return send(Objects.requireNonNull(data, "data"));
  }

  @Async
  private Coroutine<Void> send(ByteBuffer data) {
    if (accepts(data)) {
      sendNow(data);
    }
    if (data.hasRemaining()) {
      OutputQueue.Piece piece = buffer.borrow(data);
      try {
        await(buffer.room());
      } finally {
        buffer.own(piece);
      }
    }
    return drain();
  }

  /**
   * Writes all of {@code data} without waiting, however much is in the buffer: follow it with
   * {@link #drain}. Dropped after {@link #close}, and with a warning from the fifth time on.
   *
   * @throws IllegalStateException after {@link #writeEof}
   */
  public void writeNoWait(byte[] data) {
    writeNoWait(ByteBuffer.wrap(Objects.requireNonNull(data, "data")));
  }

  /** As {@link #writeNoWait(byte[])}, what remains in {@code data}. */
  public void writeNoWait(ByteBuffer data) {
    Objects.requireNonNull(data, "data");
    if (accepts(data)) {
      sendNow(data);
    }
    if (data.hasRemaining()) {
      buffer.keep(data);
    }
  }

  /** Whether anything can be written still; else {@code data} is dropped. */
  private boolean accepts(ByteBuffer data) {
    if (ended) {
      throw new IllegalStateException("Cannot write after writeEof()");
    }
    if (closing) {
      data.position(data.limit());
      if (++drops >= SILENT_DROPS) {
        LoopIo.LOG.log(Level.WARNING, "written to a closed connection, and dropped: " + this);
      }
    }
    return !closing;
  }

  private void sendNow(ByteBuffer data) {
    try {
      buffer.sendNow(data);
    } catch (IOException e) {
      data.position(data.limit());
      abort(e);
    }
  }

  /** Writes on; the sink calls it when it can take more. */
  void pump() {
    try {
      buffer.sendKept();
      if (buffer.isEmpty()) {
        buffer.wake();
        allIsWritten();
      }
    } catch (IOException e) {
      abort(e);
      return;
    }
    sink.callBack(!buffer.isEmpty() || ended && !endIsSent);
    buffer.balance();
  }

  private void allIsWritten() throws IOException {
    if (closing) {
      sink.close();
    } else if (ended && !endIsSent) {
      endIsSent = sink.end();
    }
  }

  // ---- waiting

  /**
   * Waits, if the buffer is above the high water mark, until it is at the low one. Any number of
   * tasks may wait. The await throws {@link IOException} if the connection has failed or is closed.
   */
  @Async
  public Coroutine<Void> drain() {
    if (closing && !lost && failure == null) {
      // Who writes on and on to a closed connection sees that it is lost.
      await(yieldNow());
    }
    await(buffer.room());
    if (failure != null) {
      throw LoopIo.<RuntimeException>asIs(failure);
    }
    if (lost || bytesLost > 0) {
      throw LoopIo.<RuntimeException>asIs(new SocketException("Connection lost: it was closed"));
    }
    return Coroutine.done();
  }

  /**
   * Waits until the connection is closed: until what was in the buffer at {@link #close} is sent.
   * The await throws what the connection failed with, if it did.
   */
  @Async
  public Coroutine<Void> waitClosed() {
    await(ended());
    if (failure != null) {
      throw LoopIo.<RuntimeException>asIs(failure);
    }
    return Coroutine.done();
  }

  /** Waits until the connection is closed; throws nothing. */
  @Async
  Coroutine<Void> ended() {
    while (!lost) {
      await(buffer.change());
    }
    return Coroutine.done();
  }

  // ---- ending

  /** Ends the output when all is sent; the peer reads the end and may go on writing. */
  public void writeEof() {
    if (!ended && !closing) {
      ended = true;
      pump();
    }
  }

  /** Sends what is in the buffer, then closes the connection, for reading too. Does not wait. */
  public void close() {
    if (!closing) {
      closing = true;
      sink.closing();
      pump();
    }
  }

  /** Whether it was closed, by us or because the connection is lost. */
  public boolean isClosing() {
    return closing;
  }

  /** Closes the connection now; what is in the buffer is dropped. */
  public void abort() {
    if (!lost) {
      abort(null);
    }
  }

  private void abort(@Nullable Throwable t) {
    stop(t);
    sink.abort(t);
  }

  /** No more can be sent: drops what is in the buffer. */
  void stop(@Nullable Throwable t) {
    closing = true;
    if (failure == null) {
      failure = t;
    }
    bytesLost += buffer.drop();
  }

  /** The connection is closed; {@code t} is why it failed, null if it has not. */
  void lost(@Nullable Throwable t) {
    stop(t);
    lost = true;
    buffer.wake();
  }

  /** Waits until the buffer is empty; does not throw if what was in it is lost. */
  @Async
  Coroutine<Void> flushed() {
    while (!buffer.isEmpty()) {
      await(buffer.change());
    }
    return Coroutine.done();
  }

  /** How many bytes of those in the buffer will not be sent. */
  int bytesLost() {
    return bytesLost;
  }

  @Nullable Throwable failure() {
    return failure;
  }

  // ---- the buffer

  /**
   * Sets the water marks, in bytes; 16 and 64 KiB if not set.
   *
   * @throws IllegalArgumentException unless {@code high >= low >= 0}
   */
  public void setWaterMarks(int low, int high) {
    checkWaterMarks(low, high);
    buffer.setWaterMarks(low, high);
  }

  static void checkWaterMarks(int low, int high) {
    if (low < 0 || high < low) {
      throw new IllegalArgumentException(
          "high (" + high + ") must be >= low (" + low + ") must be >= 0");
    }
  }

  /** How many bytes are in the buffer. */
  public int bufferSize() {
    return buffer.size();
  }

  @Override
  public String toString() {
    String state = lost ? "closed" : closing ? "closing" : ended ? "ended" : "open";
    return "<StreamWriter " + state + ", " + buffer.size() + " bytes in the buffer>";
  }
}
