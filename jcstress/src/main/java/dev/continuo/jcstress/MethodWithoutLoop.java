// SPDX-License-Identifier: Apache-2.0
package dev.continuo.jcstress;

import static dev.continuo.Asyncio.await;

import dev.continuo.annotation.Async;
import java.util.concurrent.CompletableFuture;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A method that awaits what two threads complete goes on once and ends. */
@JCStressTest
@Outcome(id = "3, 1", expect = Expect.ACCEPTABLE, desc = "both have come")
@Outcome(expect = Expect.FORBIDDEN, desc = "it hangs, or has run twice")
@State
public class MethodWithoutLoop {

  private final CompletableFuture<Integer> a = new CompletableFuture<>();
  private final CompletableFuture<Integer> b = new CompletableFuture<>();
  private final CompletableFuture<Integer> sum = sum();
  private int ended;

  @Async
  private CompletableFuture<Integer> sum() {
    try {
      return CompletableFuture.completedFuture(await(a) + await(b));
    } finally {
      ended++;
    }
  }

  /** Completes one. */
  @Actor
  public void first() {
    a.complete(1);
  }

  /** Completes the other. */
  @Actor
  public void second() {
    b.complete(2);
  }

  /** The sum, and how often it was computed. */
  @Arbiter
  public void end(II_Result r) {
    r.r1 = sum.getNow(0);
    r.r2 = ended;
  }
}
