// SPDX-License-Identifier: Apache-2.0
package dev.continuo.io;

import static dev.continuo.Asyncio.await;

import dev.continuo.AsyncFunction;
import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.Future;
import dev.continuo.Handle;
import dev.continuo.annotation.Async;
import dev.continuo.internal.ChannelListener;
import dev.continuo.internal.Interest;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A connection as the loop sees it: it moves bytes between a {@link Wire} and the reader and the
 * writer whenever the channel is ready.
 *
 * <pre>
 *   channel ready --> read --> wire --> reader.feed     (not while the reader has paused us)
 *                 \-> writer.pump --> write --> wire    (only while the writer asked for it)
 * </pre>
 *
 * Its wire may be changed by {@link #upgrade}; while that lasts nothing is read or written here,
 * and the handshake waits for the channel by {@link #until}.
 */
final class Transport implements Sink, ReadFlow, ChannelListener, LoopIo.Open {

  /** How much is read before others get their turn, in {@link BufferPool#STRETCH}es. */
  private static final int READS_A_TURN = 4;

  final LoopIo io;
  final StreamOptions<?> options;
  final StreamReader reader;
  final StreamWriter writer;
  private final Interest interest;
  private final @Nullable String madeAt;
  private Wire wire;
  private boolean started;
  private boolean reading;
  private boolean eof;
  private boolean wantsWrite;

  /** All is written, what is left is the protocol's farewell. */
  private boolean leaving;

  private @Nullable Handle farewellLimit;

  private boolean upgrading;
  private boolean closed;
  private @Nullable Throwable failure;
  private @Nullable Future<@Nullable Void> readiness;
  private Runnable onLost = () -> {};

  @SuppressWarnings("this-escape")
  Transport(LoopIo io, Wire wire, StreamOptions<?> options, @Nullable String madeAt) {
    this.io = io;
    this.options = options;
    this.wire = wire;
    this.reader = new StreamReader(options.limit);
    this.writer = new StreamWriter(this, io.pool);
    this.madeAt = madeAt;
    reader.setFlow(this);
    writer.setWaterMarks(options.low, options.high);
    interest = io.access.watch(wire.channel(), this);
    io.opened(this);
  }

  /** Calls {@code r} when the connection is lost. */
  void onLost(Runnable r) {
    onLost = r;
  }

  Wire wire() {
    return wire;
  }

  // ---- reading

  /** Begins to read. */
  void start() {
    started = true;
    resumeReading();
  }

  @Override
  public void pauseReading() {
    reading = false;
    update();
  }

  @Override
  public void resumeReading() {
    if (started && !eof && !closed && !upgrading && !writer.isClosing()) {
      reading = true;
      update();
      readSoonIfThereIsInput();
    }
  }

  /** For input that the wire has inside: the channel would not become ready for it. */
  private void readSoonIfThereIsInput() {
    if (reading && wire.hasInput()) {
      io.access
          .loop()
          .callSoon(
              () -> {
                read();
                update();
              });
    }
  }

  private void read() {
    try {
      for (int i = 0; i < READS_A_TURN && reading; i++) {
        ByteBuffer b = io.pool.input();
        int n = wire.read(b);
        if (n < 0) {
          endOfInput();
          return;
        }
        boolean isAll = b.hasRemaining() && !wire.hasInput();
        if (n > 0 && !writer.isClosing()) {
          reader.feed(b.flip());
        }
        if (isAll || n == 0) {
          return;
        }
      }
      readSoonIfThereIsInput();
    } catch (IOException | RuntimeException e) {
      fail(e);
    }
  }

  private void endOfInput() {
    eof = true;
    reading = false;
    reader.feedEof();
  }

  // ---- the channel

  @Override
  public void ready(int ops) {
    if (upgrading) {
      interest.set(0);
      wakeHandshake();
      return;
    }
    if (reading && (ops & wire.readWaitsFor()) != 0) {
      read();
    }
    if (wantsWrite && (ops & wire.writeWaitsFor()) != 0) {
      writeOn();
    }
    update();
  }

  private void writeOn() {
    try {
      if (wire.hasOutput() && !wire.flush()) {
        return;
      }
    } catch (IOException | RuntimeException e) {
      fail(e);
      return;
    }
    if (leaving) {
      close();
    } else {
      writer.pump();
    }
  }

  /** Has the selector wait for what we can go on with. */
  private void update() {
    if (!closed && !upgrading) {
      interest.set((reading ? wire.readWaitsFor() : 0) | (wantsWrite ? wire.writeWaitsFor() : 0));
    }
  }

  // ---- writing

  @Override
  public int write(ByteBuffer b) throws IOException {
    if (closed || upgrading) {
      return 0;
    }
    int n = wire.write(b);
    if (wire.hasOutput() && !wantsWrite) {
      wantsWrite = true;
      update();
    }
    return n;
  }

  @Override
  public void callBack(boolean wanted) {
    wantsWrite = wanted || leaving || wire.hasOutput();
    update();
  }

  @Override
  public boolean end() throws IOException {
    return !upgrading && wire.shutdownOutput();
  }

  // ---- another wire

  /**
   * Puts another wire in the place of the present one; what is in the writer's buffer goes through
   * the old one. If this fails or is cancelled the connection is aborted.
   *
   * @param handshake makes the new wire, reading and writing through {@link #wire} or its channel
   */
  @Async
  Coroutine<Void> upgrade(AsyncFunction<Transport, Wire> handshake) throws Exception {
    boolean done = false;
    reading = false;
    update();
    try {
      await(writer.flushed());
      checkOpen();
      upgrading = true;
      interest.set(0);
      wire = await(handshake.apply(this));
      checkOpen();
      done = true;
    } finally {
      upgrading = false;
      if (!done) {
        writer.abort();
      }
    }
    start();
    writer.pump();
    return Coroutine.done();
  }

  /** For a handshake: waits until the channel is ready for one of {@code ops}, or is closed. */
  @Async
  Coroutine<Void> until(int ops) throws IOException {
    Future<@Nullable Void> ready = new Future<>();
    readiness = ready;
    interest.set(ops);
    try {
      await(ready);
    } finally {
      readiness = null;
      interest.set(0);
    }
    checkOpen();
    return Coroutine.done();
  }

  private void wakeHandshake() {
    Future<@Nullable Void> waiting = readiness;
    readiness = null;
    if (waiting != null && !waiting.isDone()) {
      waiting.setResult(null);
    }
  }

  private void checkOpen() throws IOException {
    if (closed) {
      throw failure instanceof IOException e
          ? e
          : new java.net.SocketException("Connection lost: it was closed");
    }
  }

  // ---- ending

  /**
   * Nobody reads any more, but what comes is taken and dropped: a peer that must write before it
   * reads could not take what we still have for it, and what is left unread when a socket is closed
   * makes the system reset the connection, under data on the way to the peer too.
   */
  @Override
  public void closing() {
    reading = started && !eof && !closed && !upgrading;
    update();
  }

  @Override
  public void close() {
    boolean first = !leaving;
    leaving = true;
    try {
      if (!closed && !upgrading && wire.sayGoodbye()) {
        abort(null);
      } else if (first && !closed) {
        EventLoop loop = io.access.loop();
        farewellLimit = loop.callLater(options.shutdownTimeout, () -> abort(null));
      }
    } catch (IOException | RuntimeException e) {
      // Everything was written before.
      abort(null);
    }
  }

  private void fail(Throwable t) {
    writer.stop(t);
    abort(t);
  }

  @Override
  public void abort(@Nullable Throwable t) {
    if (!closed) {
      closed = true;
      if (t != null && reading) {
        readLastWords();
      }
      reading = false;
      failure = t;
      closeChannel();
      wakeHandshake();
      io.access.loop().callSoon(this::lost);
    }
  }

  /** A peer that closed, and so broke our writing, may have written before. */
  private void readLastWords() {
    try {
      for (int i = 0; i < READS_A_TURN && reading; i++) {
        ByteBuffer b = io.pool.input();
        int n = wire.read(b);
        if (n < 0) {
          endOfInput();
        }
        if (n <= 0) {
          return;
        }
        reader.feed(b.flip());
      }
    } catch (IOException | RuntimeException e) {
      // It was a try; the reader is told of the first failure.
      LoopIo.LOG.log(Level.DEBUG, "reading what is left", e);
    }
  }

  private void closeChannel() {
    if (farewellLimit != null) {
      farewellLimit.cancel();
    }
    interest.cancel();
    wire.close();
    io.access.close(wire.channel());
  }

  private void lost() {
    io.closed(this);
    if (failure != null && !eof) {
      reader.fail(failure);
    } else if (!eof) {
      endOfInput();
    }
    writer.lost(failure);
    onLost.run();
  }

  @Override
  public void closeNow() {
    if (!closed) {
      closed = true;
      closeChannel();
    }
  }

  @Override
  public @Nullable String madeAt() {
    return madeAt;
  }

  @Override
  public String toString() {
    return "connection over " + wire.channel();
  }
}
