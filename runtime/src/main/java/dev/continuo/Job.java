// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

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
  private final @Nullable Object context = ThreadState.get().snapshot();
  private final AtomicInteger state = new AtomicInteger(QUEUED);

  Job(BaseEventLoop loop, Callable<T> call) {
    this.loop = loop;
    this.call = call;
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
    loop.executeQuietly(() -> done(result));
  }

  private void done(Object settled) {
    loop.jobDone();
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
        loop.jobDone();
      }
      return super.requestCancel(message);
    }

    @Override
    String kind() {
      return "job in an executor";
    }
  }
}
