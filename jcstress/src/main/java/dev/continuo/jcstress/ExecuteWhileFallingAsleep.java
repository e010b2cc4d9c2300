// SPDX-License-Identifier: Apache-2.0
package dev.continuo.jcstress;

import dev.continuo.BaseEventLoop;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.Z_Result;

/** A loop that falls asleep when it has nothing to do hears who calls at that moment. */
@JCStressTest
@Outcome(id = "true", expect = Expect.ACCEPTABLE, desc = "the loop has heard")
@Outcome(id = "false", expect = Expect.FORBIDDEN, desc = "the loop would sleep for ever")
@State
public class ExecuteWhileFallingAsleep {

  private final Sleeper loop = new Sleeper();
  private volatile boolean called;

  /** The loop: one pass, in which it falls asleep if nobody has called. */
  @Actor
  public void run(Z_Result r) {
    loop.pass();
    r.r1 = loop.heard;
  }

  /** Who calls. */
  @Actor
  public void call() {
    loop.execute(() -> {});
    called = true;
  }

  /** Sleeps until it is woken, or finds that it was not, though the call is over. */
  private final class Sleeper extends BaseEventLoop {
    private volatile boolean woken;
    private boolean heard = true;

    void pass() {
      enter();
      try {
        runPass();
      } finally {
        leave();
      }
    }

    @Override
    public long time() {
      return 0;
    }

    @Override
    protected void poll(long timeoutNanos) {
      if (timeoutNanos < 0) {
        while (!called && !woken) {
          Thread.onSpinWait();
        }
        heard = woken;
      }
    }

    @Override
    protected void wakeup() {
      woken = true;
    }
  }
}
