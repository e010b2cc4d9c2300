// SPDX-License-Identifier: Apache-2.0
package dev.continuo.jcstress;

import dev.continuo.EventLoop;
import dev.continuo.Future;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** One of those who end a future wins; the callback runs once. */
@JCStressTest
@Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "the first value")
@Outcome(id = "2, 1", expect = Expect.ACCEPTABLE, desc = "the second value")
@Outcome(id = "3, 1", expect = Expect.ACCEPTABLE, desc = "cancelled")
@Outcome(expect = Expect.FORBIDDEN, desc = "ended by nobody or by two")
@State
public class CompleteFromTwoThreads {

  private final EventLoop loop = EventLoop.on(Runnable::run);
  private final Future<Integer> future = loop.createFuture();
  private int called;

  /** Waits for the future. */
  public CompleteFromTwoThreads() {
    loop.setExceptionHandler((l, error) -> {});
    future.addDoneCallback(done -> called++);
  }

  private void complete(int value) {
    try {
      future.setResult(value);
    } catch (IllegalStateException e) {
      // Another one has won.
    }
  }

  /** A value. */
  @Actor
  public void one() {
    complete(1);
  }

  /** None, or another value. */
  @Actor
  public void two() {
    if (future.hashCode() % 2 == 0) {
      future.cancel();
    }
    complete(2);
  }

  /** Who has won, and how often that was told. */
  @Arbiter
  public void end(II_Result r) {
    r.r1 = future.isCancelled() ? 3 : future.isDone() ? future.result() : 0;
    r.r2 = called;
  }
}
