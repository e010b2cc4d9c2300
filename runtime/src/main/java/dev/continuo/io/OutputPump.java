// SPDX-License-Identifier: Apache-2.0
package dev.continuo.io;

import dev.continuo.Future;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Writes to a blocking stream on another thread, a stretch at a time. */
final class OutputPump implements Sink {

  /** Not those of toThread: who never reads from a pipe must not take them away. */
  static final Executor THREADS =
      new ThreadPoolExecutor(
          0, Integer.MAX_VALUE, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), OutputPump::daemon);

  final StreamWriter writer;
  private final LoopIo io;
  private final OutputStream out;

  /** How many bytes the other thread is writing. */
  private int underWay;

  private boolean wanted;
  private boolean leaving;
  private boolean closed;

  @SuppressWarnings("this-escape")
  OutputPump(LoopIo io, OutputStream out) {
    this.io = io;
    this.out = out;
    this.writer = new StreamWriter(this, io.pool);
  }

  private static Thread daemon(Runnable r) {
    Thread thread = new Thread(r, "continuo-io");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public int write(ByteBuffer b) {
    if (underWay > 0 || closed) {
      return 0;
    }
    byte[] bytes = new byte[b.remaining()];
    b.get(bytes);
    underWay = bytes.length;
    Future<@Nullable Void> written =
        onThread(
            () -> {
              out.write(bytes);
              out.flush();
            });
    written.addDoneCallback(this::written);
    return bytes.length;
  }

  private interface Job {
    void run() throws IOException;
  }

  private Future<@Nullable Void> onThread(Job job) {
    return io.access
        .loop()
        .runInExecutor(
            THREADS,
            () -> {
              job.run();
              return null;
            });
  }

  private void written(Future<@Nullable Void> write) {
    Throwable t = write.isCancelled() ? null : write.exception();
    if (closed) {
      return;
    }
    if (t != null) {
      writer.stop(t);
      abort(t);
      return;
    }
    underWay = 0;
    if (wanted || leaving) {
      writer.pump();
    }
  }

  @Override
  public void callBack(boolean wanted) {
    this.wanted = wanted;
  }

  /** The end of a pipe is its being closed. */
  @Override
  public boolean end() {
    writer.close();
    return true;
  }

  @Override
  public void closing() {
    leaving = true;
  }

  @Override
  public void close() {
    if (underWay == 0) {
      abort(null);
    }
  }

  @Override
  public void abort(@Nullable Throwable failure) {
    if (!closed) {
      closed = true;
      onThread(out::close).addDoneCallback(done -> lost(failure, done));
    }
  }

  private void lost(@Nullable Throwable failure, Future<@Nullable Void> close) {
    Throwable t = close.isCancelled() ? null : close.exception();
    writer.lost(failure != null ? failure : t);
  }
}
