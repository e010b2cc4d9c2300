// SPDX-License-Identifier: Apache-2.0
package dev.continuo.process;

import dev.continuo.BaseEventLoop;
import dev.continuo.Task;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Real time and other threads, and a hook before each pass. */
final class PassLoop extends BaseEventLoop {

  private final Semaphore wakeups = new Semaphore(0);

  /** Runs until {@code main} is done. */
  void run(Task<?> main, Runnable beforePass) {
    enter();
    try {
      while (!main.isDone()) {
        beforePass.run();
        runPass();
      }
    } finally {
      leave();
    }
  }

  /** Runs until no other thread is at work for this loop. */
  void runOut() {
    enter();
    try {
      while (!isIdle() || outstandingJobs() > 0 || outstandingStages() > 0) {
        runPass();
      }
    } finally {
      leave();
    }
  }

  @Override
  public long time() {
    return System.nanoTime();
  }

  @Override
  protected void poll(long timeoutNanos) {
    try {
      if (timeoutNanos < 0) {
        wakeups.acquire();
      } else {
        wakeups.tryAcquire(timeoutNanos, TimeUnit.NANOSECONDS);
      }
      wakeups.drainPermits();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  protected void wakeup() {
    wakeups.release();
  }
}
