// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

import java.lang.System.Logger.Level;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A call on another thread. Cancelling its future keeps it from running if it is still queued. */
final class Job<T extends @Nullable Object> implements Runnable {

  private static final int QUEUED = 0;
  private static final int RUNNING = 1;
  private static final int DROPPED = 2;

  final Future<T> future;
  private final BaseEventLoop loop;
  private final Callable<T> call;
  private final boolean isThread;
  private final @Nullable Object context = ThreadState.get().snapshot();
  private final AtomicInteger state = new AtomicInteger(QUEUED);

  Job(BaseEventLoop loop, Callable<T> call, boolean isThread) {
    this.loop = loop;
    this.call = call;
    this.isThread = isThread;
    this.future = new JobFuture(loop);
  }

  @Override
  public void run() {
    if (!state.compareAndSet(QUEUED, RUNNING)) {
      return;
    }
    Object settled;
    ThreadState thread = ThreadState.get();
    Object outer = thread.context;
    thread.context = context;
    try {
      settled = Settled.encode(call.call());
    } catch (Throwable t) {
      settled = new Settled.Failure(t);
    } finally {
      thread.context = outer;
    }
    Object result = settled;
    if (!loop.executeQuietly(() -> done(result)) && result instanceof Settled.Failure failure) {
      LoopReports.LOG.log(
          Level.WARNING,
          "Exception in a job that ended after its event loop was closed",
          failure.exception);
    }
  }

  private void done(Object settled) {
    loop.jobDone(isThread);
    if (!future.isDone()) {
      future.finish(settled);
    }
  }

  private final class JobFuture extends Future<T> {

    JobFuture(BaseEventLoop loop) {
      super(loop);
    }

    @Override
    boolean requestCancel(@Nullable String message) {
      if (state.compareAndSet(QUEUED, DROPPED)) {
        loop.jobDone(isThread);
      }
      return super.requestCancel(message);
    }

    @Override
    String kind() {
      return "job in an executor";
    }
  }
}
