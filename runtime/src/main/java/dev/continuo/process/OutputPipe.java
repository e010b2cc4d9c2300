// SPDX-License-Identifier: Apache-2.0
package dev.continuo.process;

import dev.continuo.EventLoop;
import dev.continuo.Future;
import dev.continuo.io.StreamReader;
import dev.continuo.sync.Event;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ClosedChannelException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A pipe from a process. One read at a time is under way on another thread; its bytes are fed to
 * the reader, and unless the reader has enough, the next read begins.
 *
 * <p>A stream of the JDK must not be closed during a read: the read might go to another file that
 * has got the descriptor meanwhile. So it is closed by whoever reads, or when nobody does.
 */
final class OutputPipe {

  private static final int CHUNK = 1 << 16;

  final StreamReader reader =
      new StreamReader(StreamReader.DEFAULT_LIMIT, this::pause, this::resume);

  /** Set when the stream is closed. */
  final Event released = new Event();

  private final EventLoop loop = EventLoop.running();
  private final InputStream in;
  private final Runnable onEnd;
  private final byte[] buffer = new byte[CHUNK];
  private boolean paused;
  private boolean reading;
  private boolean ended;

  /** Set on the loop's thread. */
  private volatile boolean closed;

  /**
   * Begins to read.
   *
   * @param onEnd called when there is no more to come
   */
  @SuppressWarnings("this-escape")
  OutputPipe(InputStream in, Runnable onEnd) {
    this.in = in;
    this.onEnd = onEnd;
    read();
  }

  boolean hasEnded() {
    return ended;
  }

  private void pause() {
    paused = true;
  }

  private void resume() {
    paused = false;
    read();
  }

  private void read() {
    if (!reading && !paused && !ended) {
      reading = true;
      loop.runInExecutor(PipeThreads.EXECUTOR, this::readChunk).addDoneCallback(this::arrived);
    }
  }

  /** How many bytes there are, -1 for no more, or why not; on another thread. */
  private Object readChunk() {
    try {
      int n = in.read(buffer);
      if (n < 0 || closed) {
        in.close();
      }
      return n;
    } catch (IOException e) {
      closeStream();
      return e;
    }
  }

  private void arrived(Future<Object> read) {
    reading = false;
    if (closed) {
      closeStream();
    }
    Object r = read.isCancelled() ? new ClosedChannelException() : read.result();
    if (r instanceof IOException e) {
      end(e);
    } else if (closed || r.equals(-1)) {
      end(null);
    } else {
      reader.feed(Arrays.copyOf(buffer, (int) r));
      read();
    }
  }

  private void end(@Nullable IOException failure) {
    if (!ended) {
      ended = true;
      if (failure != null) {
        reader.fail(failure);
      } else {
        reader.feedEof();
      }
      onEnd.run();
    }
    released.set();
  }

  /** Reads no more, and has the stream closed. */
  void close() {
    if (closed) {
      return;
    }
    closed = true;
    if (!ended) {
      ended = true;
      reader.fail(new IOException("the process was closed"));
      onEnd.run();
    }
    if (!reading && !released.isSet()) {
      closeStream();
      released.set();
    }
  }

  private void closeStream() {
    try {
      in.close();
    } catch (IOException e) {
      // There was nothing to write.
    }
  }
}
