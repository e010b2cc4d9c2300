// SPDX-License-Identifier: Apache-2.0
package dev.continuo.traces;

import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.createTask;
import static dev.continuo.Asyncio.sleep;
import static dev.continuo.Asyncio.yieldNow;
import static dev.continuo.traces.PythonText.described;
import static dev.continuo.traces.Trace.print;
import static dev.continuo.traces.Trace.seconds;
import static dev.continuo.traces.Trace.trace;

import dev.continuo.Asyncio;
import dev.continuo.CancelledError;
import dev.continuo.ContextVar;
import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.Runner;
import dev.continuo.annotation.Async;
import dev.continuo.testing.TestLoop;

/** Several runs on one runner, and what closing it does. */
final class RunnerScenarios {

  private RunnerScenarios() {}

  static void runnerShutdown() {
    ContextVar<String> v = ContextVar.named("v");
    Runner closed;
    try (Runner r = Runner.builder().loop(TestLoop::new).build()) {
      print(r.run(setsAndLeavesTask(v)), r.run(seesTheSame(v)));
      r.run(leavesFailingTask());
      closed = r;
    }
    Coroutine<Integer> c = seesTheSame(v);
    try {
      closed.run(c);
    } catch (IllegalStateException e) {
      print(e);
    }
    c.close();
    try (Runner r = Runner.builder().loop(TestLoop::new).build()) {
      r.run(nested(v));
    }
  }

  @Async
  private static Coroutine<Integer> setsAndLeavesTask(ContextVar<String> v) {
    v.set("kept");
    var unused = createTask(left());
    await(yieldNow());
    trace("m1 done");
    return Coroutine.of(1);
  }

  @Async
  private static Coroutine<Void> left() {
    try {
      await(sleep(seconds(99)));
    } catch (CancelledError e) {
      trace("left cancelled");
      await(sleep(seconds(1)));
      trace("left cleaned");
      throw e;
    }
    return Coroutine.done();
  }

  @Async
  private static Coroutine<Integer> seesTheSame(ContextVar<String> v) {
    trace("m2 sees", v.get("unset"));
    return Coroutine.of(2);
  }

  @Async
  private static Coroutine<Void> leavesFailingTask() {
    EventLoop.running()
        .setExceptionHandler((loop, c) -> print(c.message(), described(c.exception())));
    var unused = createTask("err", failsWhenCancelled());
    await(yieldNow());
    return Coroutine.done();
  }

  @Async
  @SuppressWarnings("finally")
  private static Coroutine<Void> failsWhenCancelled() {
    try {
      await(sleep(seconds(9)));
    } finally {
      throw new IllegalArgumentException("in shutdown");
    }
  }

  @Async
  @SuppressWarnings("continuo:RunInCoroutine")
  private static Coroutine<Void> nested(ContextVar<String> v) {
    Coroutine<Integer> c = seesTheSame(v);
    try {
      Asyncio.run(c);
    } catch (IllegalStateException e) {
      print(e);
    }
    c.close();
    return Coroutine.done();
  }
}
