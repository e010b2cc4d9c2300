// SPDX-License-Identifier: Apache-2.0
package dev.continuo.faults;

import dev.continuo.BaseEventLoop;
import dev.continuo.Task;

/** Virtual time, and a hook before each pass. */
final class StepLoop extends BaseEventLoop {

  private static final int MOST_PASSES = 10_000;

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
    if (timeoutNanos < 0) {
      throw new AssertionError("a wake-up was lost, these wait for ever: " + waiting());
    }
    now += timeoutNanos;
  }

  /** The tasks that are not done. */
  java.util.Set<Task<?>> left() {
    return tasks();
  }

  private String waiting() {
    StringBuilder text = new StringBuilder();
    for (Task<?> task : tasks()) {
      text.append("\n  ").append(task.name()).append(" at ").append(task.stack());
    }
    return text.toString();
  }

  @Override
  protected void wakeup() {}
}
