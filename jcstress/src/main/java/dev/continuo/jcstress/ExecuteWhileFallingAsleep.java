// SPDX-License-Identifier: Apache-2.0
package dev.continuo.jcstress;

import dev.continuo.BaseEventLoop;
import java.util.concurrent.Semaphore;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Mode;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.Signal;
import org.openjdk.jcstress.annotations.State;

/** A loop that falls asleep when it has nothing to do hears who calls at that moment. */
@JCStressTest(Mode.Termination)
@Outcome(id = "TERMINATED", expect = Expect.ACCEPTABLE, desc = "the loop has heard")
@Outcome(id = "STALE", expect = Expect.FORBIDDEN, desc = "the loop sleeps for ever")
@State
public class ExecuteWhileFallingAsleep {

  private final Sleeper loop = new Sleeper();

  /** The loop. */
  @Actor
  public void run() {
    loop.runForever();
  }

  /** Who calls. */
  @Signal
  public void call() {
    loop.execute(loop::stop);
  }

  /** Sleeps in a semaphore: a selector would cost too much, as there is a loop for each try. */
  private static final class Sleeper extends BaseEventLoop {
    private final Semaphore wakeups = new Semaphore(0);

    @Override
    public long time() {
      return 0;
    }

    @Override
    protected void poll(long timeoutNanos) {
      if (timeoutNanos < 0) {
        wakeups.acquireUninterruptibly();
      }
    }

    @Override
    protected void wakeup() {
      wakeups.release();
    }
  }
}
