// SPDX-License-Identifier: Apache-2.0
package dev.continuo.io;

import dev.continuo.Future;
import dev.continuo.internal.LoopAccess;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Standard input, as one loop reads it. A thread that waits for input cannot be called back, so
 * what it reads is the process's, and a loop takes it from there.
 *
 * <pre>
 *   System.in --fill, on a thread--> arrived --> the reader of the loop
 *                                       ^------- what it had not read when the loop was closed
 * </pre>
 */
final class Stdin implements ReadFlow, AutoCloseable {

  /** Held while reading from System.in. */
  private static final Object READING = new Object();

  private static final ArrayDeque<byte[]> ARRIVED = new ArrayDeque<>();

  /** The stream that has ended. */
  private static @Nullable InputStream ended;

  private static @Nullable Stdin owner;

  final StreamReader reader = new StreamReader();
  private final LoopAccess access;
  private boolean wanted;
  private boolean underWay;
  private boolean closed;

  @SuppressWarnings("this-escape")
  Stdin(LoopAccess access) {
    this.access = access;
    synchronized (ARRIVED) {
      if (owner != null) {
        throw new IllegalStateException(
            "standard input is read by " + owner.access.loop() + "; read it in one loop at a time");
      }
      owner = this;
    }
    reader.setPausedFlow(this);
  }

  /** Waits for input, unless there is some that no loop has taken. */
  private static void fill() throws IOException {
    synchronized (READING) {
      InputStream in = System.in;
      synchronized (ARRIVED) {
        if (!ARRIVED.isEmpty() || ended == in) {
          return;
        }
      }
      byte[] buffer = new byte[BufferPool.CHUNK];
      int n = in.read(buffer);
      synchronized (ARRIVED) {
        if (n < 0) {
          ended = in;
        } else {
          ARRIVED.add(Arrays.copyOf(buffer, n));
        }
      }
    }
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
    if (wanted && !underWay && !closed) {
      underWay = true;
      access
          .loop()
          .<@Nullable Void>runInExecutor(
              OutputPump.THREADS,
              () -> {
                fill();
                return null;
              })
          .addDoneCallback(this::filled);
    }
  }

  private void filled(Future<@Nullable Void> fill) {
    underWay = false;
    if (closed) {
      return;
    }
    if (!fill.isCancelled() && fill.exception() != null) {
      wanted = false;
      reader.fail(fill.exception());
      return;
    }
    synchronized (ARRIVED) {
      for (byte[] data = ARRIVED.poll(); data != null; data = ARRIVED.poll()) {
        reader.feed(ByteBuffer.wrap(data));
      }
      if (ended == System.in) {
        wanted = false;
        reader.feedEof();
      }
    }
    readOn();
  }

  /** With the loop: leaves what was not read to the next one. */
  @Override
  public void close() {
    closed = true;
    synchronized (ARRIVED) {
      byte[] rest = reader.takeAll();
      if (rest.length > 0) {
        ARRIVED.addFirst(rest);
      }
      owner = null;
    }
  }
}
