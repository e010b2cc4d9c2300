// SPDX-License-Identifier: Apache-2.0
package dev.continuo.io;

import static dev.continuo.Asyncio.await;

import dev.continuo.AsyncCloseable;
import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file that is read or written as a stream, by other threads than the loop's. Use on the loop's
 * thread, and close it.
 */
public final class OpenFile implements AsyncCloseable {

  private final Path path;
  private final @Nullable InputPump input;
  private final @Nullable StreamWriter writer;

  private OpenFile(Path path, @Nullable InputPump input, @Nullable StreamWriter writer) {
    this.path = path;
    this.input = input;
    this.writer = writer;
  }

  static OpenFile forReading(Path path, FileChannel channel, int limit) {
    InputPump pump = new InputPump(LoopIo.running(), Channels.newInputStream(channel), limit);
    return new OpenFile(path, pump, null);
  }

  static OpenFile forWriting(Path path, FileChannel channel) {
    OutputPump pump = new OutputPump(LoopIo.running(), Channels.newOutputStream(channel));
    return new OpenFile(path, null, pump.writer);
  }

  /**
   * What is in the file, from its beginning.
   *
   * @throws IllegalStateException if it is open for writing
   */
  public StreamReader reader() {
    if (input == null) {
      throw new IllegalStateException(path + " is open for writing; open it with READ to read it");
    }
    return input.reader;
  }

  /**
   * What is to be in the file. What could not be written to it is known by {@link #closeAsync} at
   * the latest.
   *
   * @throws IllegalStateException if it is open for reading
   */
  public StreamWriter writer() {
    if (writer == null) {
      throw new IllegalStateException(
          path + " is open for reading; open it with WRITE to write it");
    }
    return writer;
  }

  /**
   * Writes what is in the writer's buffer and closes the file. The await throws {@link IOException}
   * if not all could be written; if it is cancelled, the rest is dropped.
   */
  @Async
  @Override
  public Coroutine<Void> closeAsync() {
    if (input != null) {
      return input.close();
    }
    StreamWriter w = writer();
    boolean ended = false;
    w.close();
    try {
      await(w.ended());
      ended = true;
    } finally {
      if (!ended) {
        w.abort();
      }
    }
    Throwable failure = w.failure();
    if (failure != null) {
      // Not the exception itself: a write may have thrown that, and would get it as suppressed.
      throw LoopIo.<RuntimeException>asIs(
          new IOException("cannot write " + path + ": " + failure.getMessage(), failure));
    }
    return Coroutine.done();
  }

  @Override
  public String toString() {
    return "<OpenFile " + path + (input != null ? " for reading>" : " for writing>");
  }
}
