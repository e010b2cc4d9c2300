// SPDX-License-Identifier: Apache-2.0
package dev.continuo.traces;

import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.createTask;
import static dev.continuo.Asyncio.gather;
import static dev.continuo.Asyncio.sleep;
import static dev.continuo.Asyncio.yieldNow;
import static dev.continuo.traces.Trace.seconds;
import static dev.continuo.traces.Trace.trace;
import static dev.continuo.traces.Work.work;

import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.Future;
import dev.continuo.Handle;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import java.util.function.Consumer;

/** In which order the loop runs things. */
final class SchedulingScenarios {

  private SchedulingScenarios() {}

  @Async
  static Coroutine<Void> schedFifo() {
    EventLoop loop = EventLoop.running();
    Task<Void> a = createTask(say("t1"));
    loop.callSoon(() -> trace("cb1"));
    Task<Void> b = createTask(say("t2"));
    loop.callSoon(() -> trace("cb2"));
    trace("main continues first");
    await(b);
    trace("main after b; a done", a.isDone());
    return Coroutine.done();
  }

  @Async
  private static Coroutine<Void> say(String name) {
    trace(name);
    return Coroutine.done();
  }

  @Async
  static Coroutine<Void> schedSleep0RoundRobin() {
    await(gather(threeTurns("a"), threeTurns("b"), threeTurns("c")));
    trace("done");
    return Coroutine.done();
  }

  @Async
  private static Coroutine<Void> threeTurns(String name) {
    for (int i = 0; i < 3; i++) {
      trace(name, i);
      await(yieldNow());
    }
    return Coroutine.done();
  }

  @Async
  static Coroutine<Void> schedIterationSnapshot() {
    EventLoop loop = EventLoop.running();
    Future<Void> f = loop.createFuture();
    loop.callSoon(() -> countDown(loop, f, "x", 2));
    loop.callSoon(() -> countDown(loop, f, "y", 2));
    await(f);
    trace("main");
    return Coroutine.done();
  }

  private static void countDown(EventLoop loop, Future<Void> f, String name, int k) {
    trace("cb", name, k);
    if (k > 0) {
      loop.callSoon(() -> countDown(loop, f, name, k - 1));
    } else if (name.equals("y")) {
      loop.callSoon(() -> f.setResult(null));
    }
  }

  @Async
  static Coroutine<Void> schedTimers() {
    EventLoop loop = EventLoop.running();
    loop.callLater(seconds(3), () -> trace("L3"));
    Handle h = loop.callLater(seconds(2), () -> trace("L2 never"));
    loop.callLater(seconds(1), () -> trace("L1"));
    loop.callAt(seconds(2.5).toNanos(), () -> trace("A2.5"));
    loop.callSoon(() -> trace("soon"));
    loop.callLater(seconds(0), () -> trace("L0"));
    loop.callLater(seconds(-5), () -> trace("L-5"));
    h.cancel();
    trace("cancelled", h.isCancelled());
    await(sleep(seconds(4)));
    trace("end");
    return Coroutine.done();
  }

  @Async
  static Coroutine<Void> schedAwaitDoesNotYield() {
    Task<Void> t = createTask(work("other", 0));
    trace("mid", await(mid()));
    Future<Integer> f = EventLoop.running().createFuture();
    f.setResult(9);
    trace("done future", await(f));
    trace("other not started yet");
    await(t);
    return Coroutine.done();
  }

  @Async
  private static Coroutine<Integer> leaf() {
    return Coroutine.of(1);
  }

  @Async
  private static Coroutine<Integer> mid() {
    return Coroutine.of(await(leaf()) + await(leaf()));
  }

  @Async
  static Coroutine<Void> schedDoneCallbacks() {
    Task<String> x = createTask(giveR());
    x.addDoneCallback(f -> trace("cb1", f.result()));
    Task<Void> w1 = createTask(traceResult("w1", x));
    await(yieldNow());
    x.addDoneCallback(f -> trace("cb2 after done: scheduled"));
    trace("main sync");
    await(w1);
    await(yieldNow());
    Consumer<Future<String>> cb = f -> trace("never");
    Task<String> y = createTask(giveR());
    y.addDoneCallback(cb);
    y.addDoneCallback(cb);
    trace("removed", y.removeDoneCallback(cb));
    await(y);
    return Coroutine.done();
  }

  @Async
  private static Coroutine<String> giveR() {
    return Coroutine.of("r");
  }

  @Async
  private static Coroutine<Void> traceResult(String name, Future<String> x) {
    trace(name, await(x));
    return Coroutine.done();
  }
}
