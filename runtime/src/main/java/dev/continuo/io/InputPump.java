// SPDX-License-Identifier: Apache-2.0
package dev.continuo.io;

import dev.continuo.Coroutine;
import dev.continuo.Future;
import dev.continuo.annotation.Async;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;

/**
 * Reads from a blocking stream on another thread, a stretch at a time. It begins when its reader is
 * first read from, and then reads ahead as far as the reader allows.
 */
final class InputPump implements ReadFlow {

  final StreamReader reader;
  private final LoopIo io;
  private final InputStream in;
  private byte @Nullable [] buffer;
  private boolean wanted;
  private boolean underWay;
  private boolean ended;

  /** Known to the thread that reads: then its failure is nobody's concern, nor that of the log. */
  private volatile boolean closed;

  @SuppressWarnings("this-escape")
  InputPump(LoopIo io, InputStream in, int limit) {
    this.io = io;
    this.in = in;
    this.reader = new StreamReader(limit);
    reader.setPausedFlow(this);
  }

  @Override
  public void pauseReading() {
    wanted = false;
  }

  @Override
  public void resumeReading() {
    wanted = true;
    readOn();
  }

  private void readOn() {
    if (wanted && !underWay && !ended) {
      underWay = true;
      byte[] b = buffer != null ? buffer : new byte[BufferPool.STRETCH];
      buffer = b;
      io.access
          .loop()
          .runInExecutor(OutputPump.THREADS, () -> read(b))
          .addDoneCallback(this::arrived);
    }
  }

  private int read(byte[] b) throws IOException {
    try {
      return in.read(b);
    } catch (IOException e) {
      if (closed) {
        return -1;
      }
      throw e;
    }
  }

  private void arrived(Future<Integer> read) {
    underWay = false;
    Throwable t = read.isCancelled() ? new ClosedChannelException() : read.exception();
    if (ended) {
      return;
    }
    if (t != null || read.result() < 0) {
      ended = true;
    }
    if (t != null) {
      reader.fail(t);
    } else if (ended) {
      reader.feedEof();
    } else {
      reader.feed(ByteBuffer.wrap(buffer, 0, read.result()));
      readOn();
    }
    if (!wanted || ended) {
      buffer = null;
    }
  }

  /** Closes the stream; a read that is under way is not waited for. */
  @Async
  Coroutine<Void> close() {
    closed = true;
    if (!ended) {
      ended = true;
      reader.fail(new ClosedChannelException());
    }
    return io.access
        .loop()
        .<@Nullable Void>runInExecutor(
            OutputPump.THREADS,
            () -> {
              in.close();
              return null;
            })
        .asCoroutine();
  }
}
