// SPDX-License-Identifier: Apache-2.0
package dev.continuo.traces;

import static dev.continuo.Asyncio.await;
import static dev.continuo.traces.PythonText.described;
import static dev.continuo.traces.PythonText.typeName;
import static dev.continuo.traces.Trace.trace;

import dev.continuo.CancelledError;
import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.Future;
import dev.continuo.InvalidStateException;
import dev.continuo.annotation.Async;
import java.util.List;

/** What may be done with a future, and when. */
final class FutureScenarios {

  private FutureScenarios() {}

  @Async
  static Coroutine<Void> futureStates() {
    EventLoop loop = EventLoop.running();
    Future<Integer> f = loop.createFuture();
    trace(f.isDone(), f.cancel("why"), f.cancel(), f.isCancelled(), f.isDone());
    for (Runnable op : List.<Runnable>of(f::result, f::exception, () -> f.setResult(1))) {
      try {
        op.run();
      } catch (Throwable e) {
        trace(typeName(e));
      }
    }
    try {
      await(f);
    } catch (CancelledError e) {
      trace(described(e));
    }
    Future<Integer> g = loop.createFuture();
    g.setResult(1);
    for (Runnable op :
        List.<Runnable>of(
            () -> g.setResult(2), () -> g.setException(new IllegalArgumentException()))) {
      try {
        op.run();
      } catch (InvalidStateException e) {
        trace("InvalidStateError");
      }
    }
    trace(g.cancel(), await(g));
    return Coroutine.done();
  }
}
