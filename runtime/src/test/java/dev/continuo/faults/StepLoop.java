// SPDX-License-Identifier: Apache-2.0
package dev.continuo.faults;

import static com.google.common.truth.Truth.assertWithMessage;

import dev.continuo.BaseEventLoop;
import dev.continuo.Task;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Virtual time, and a hook before each pass. */
final class StepLoop extends BaseEventLoop {

  private static final int MOST_PASSES = 10_000;

  private static final long PATIENCE = 30;

  private final Semaphore wakeups = new Semaphore(0);
  private long now;

  /** Runs until {@code main} is done; {@code beforePass} may cancel things. */
  void run(Task<?> main, Runnable beforePass) {
    enter();
    try {
      for (int passes = 0; !main.isDone(); passes++) {
        if (passes > MOST_PASSES) {
          throw new AssertionError("these go on for ever: " + waiting());
        }
        beforePass.run();
        runPass();
      }
    } finally {
      leave();
    }
  }

  @Override
  public long time() {
    return now;
  }

  @Override
  protected void poll(long timeoutNanos) {
    if (timeoutNanos != 0 && outstandingJobs() > 0) {
      awaitJob();
      return;
    }
    if (timeoutNanos < 0) {
      throw new AssertionError("a wake-up was lost, these wait for ever: " + waiting());
    }
    now += timeoutNanos;
  }

  /** A job on a real thread ends in real time. */
  private void awaitJob() {
    try {
      if (!wakeups.tryAcquire(PATIENCE, TimeUnit.SECONDS)) {
        throw new AssertionError("a job does not end");
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Fails if a task, a timer, a callback or a job stays behind when all is done. */
  void checkNothingIsLeft() {
    enter();
    try {
      for (int passes = 0; !isIdle() || outstandingJobs() > 0; passes++) {
        if (passes > MOST_PASSES) {
          throw new AssertionError("callbacks go on for ever");
        }
        runPass();
      }
    } finally {
      leave();
    }
    assertWithMessage("tasks left").that(tasks()).isEmpty();
    assertWithMessage("next timer").that(nextDeadline()).isEqualTo(Long.MAX_VALUE);
  }

  private String waiting() {
    StringBuilder text = new StringBuilder();
    for (Task<?> task : tasks()) {
      text.append("\n  ").append(task.name()).append(" at ").append(task.stack());
    }
    return text.toString();
  }

  @Override
  protected void wakeup() {
    wakeups.release();
  }
}
