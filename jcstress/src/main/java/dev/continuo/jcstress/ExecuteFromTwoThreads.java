// SPDX-License-Identifier: Apache-2.0
package dev.continuo.jcstress;

import dev.continuo.EventLoop;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** A loop on the threads of its callers runs what both execute, one at a time. */
@JCStressTest
@Outcome(id = "3", expect = Expect.ACCEPTABLE, desc = "all have run")
@Outcome(expect = Expect.FORBIDDEN, desc = "one was lost, or two ran at the same time")
@State
public class ExecuteFromTwoThreads {

  private final EventLoop loop = EventLoop.on(Runnable::run);
  private int ran;

  private void call() {
    ran++;
  }

  /** One call. */
  @Actor
  public void once() {
    loop.execute(this::call);
  }

  /** Two calls. */
  @Actor
  public void twice() {
    loop.execute(this::call);
    loop.execute(this::call);
  }

  /** What has run. */
  @Arbiter
  public void end(I_Result r) {
    r.r1 = ran;
  }
}
