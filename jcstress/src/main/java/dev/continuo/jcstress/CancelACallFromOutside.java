// SPDX-License-Identifier: Apache-2.0
package dev.continuo.jcstress;

import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.runCoroutineThreadsafe;

import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.annotation.Async;
import java.util.concurrent.CompletableFuture;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A call into a loop that is cancelled while what it awaits comes ends on both sides. */
@JCStressTest
@Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "it came first")
@Outcome(id = "-1, 0", expect = Expect.ACCEPTABLE, desc = "cancelled")
@Outcome(expect = Expect.FORBIDDEN, desc = "one side has not ended")
@State
public class CancelACallFromOutside {

  private final EventLoop loop = EventLoop.on(Runnable::run);
  private final CompletableFuture<Integer> awaited = new CompletableFuture<>();
  private int open;
  private final CompletableFuture<Integer> call = runCoroutineThreadsafe(body(), loop);

  @Async
  private Coroutine<Integer> body() {
    open++;
    try {
      return Coroutine.of(await(awaited));
    } finally {
      open--;
    }
  }

  /** What it awaits. */
  @Actor
  public void complete() {
    awaited.complete(1);
  }

  /** The caller. */
  @Actor
  public void cancel() {
    call.cancel(true);
  }

  /** How the call ended, and whether its body has not. */
  @Arbiter
  public void end(II_Result r) {
    r.r1 = call.isCancelled() ? -1 : call.getNow(0);
    r.r2 = open;
  }
}
