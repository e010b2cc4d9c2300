// SPDX-License-Identifier: Apache-2.0
package dev.continuo.traces;

import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.createTask;
import static dev.continuo.Asyncio.currentTask;
import static dev.continuo.Asyncio.shield;
import static dev.continuo.Asyncio.sleep;
import static dev.continuo.Asyncio.waitUntil;
import static dev.continuo.Asyncio.yieldNow;
import static dev.continuo.traces.PythonText.described;
import static dev.continuo.traces.Trace.seconds;
import static dev.continuo.traces.Trace.trace;
import static dev.continuo.traces.Work.work;

import dev.continuo.CancelledError;
import dev.continuo.Coroutine;
import dev.continuo.ReturnWhen;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import java.util.List;

/** Cancelling a task: when it takes effect, on what, and how it is refused. */
final class CancellationScenarios {

  private CancellationScenarios() {}

  @Async
  static Coroutine<Void> cancelBeforeStart() {
    Task<Void> t = createTask(work("w", 1));
    trace(t.cancel(), t.isCancelled(), t.cancelling());
    try {
      await(t);
    } catch (CancelledError e) {
      trace("never started", t.isCancelled());
    }
    return Coroutine.done();
  }

  @Async
  static Coroutine<Void> cancelCleanup() {
    Task<Void> t = createTask(cleansUp());
    await(sleep(seconds(1)));
    trace(t.cancel("bye"), t.isCancelled());
    try {
      await(t);
    } catch (CancelledError e) {
      trace(described(e), t.isCancelled(), t.cancel());
    }
    return Coroutine.done();
  }

  @Async
  private static Coroutine<Void> cleansUp() {
    try {
      await(sleep(seconds(10)));
    } finally {
      trace("cleanup");
      await(sleep(seconds(1)));
      trace("cleanup done");
    }
    return Coroutine.done();
  }

  @Async
  static Coroutine<Void> cancelSwallowAndUncancel() {
    Task<String> t = createTask(swallows());
    await(sleep(seconds(1)));
    t.cancel();
    t.cancel();
    trace(await(t), t.isCancelled(), t.cancelling());
    return Coroutine.done();
  }

  @Async
  @SuppressWarnings("continuo:SwallowedCancellation")
  private static Coroutine<String> swallows() {
    try {
      await(sleep(seconds(10)));
    } catch (CancelledError e) {
      trace("swallowed", currentTask().cancelling());
    }
    await(sleep(seconds(1)));
    trace("edge-triggered: still running");
    trace("uncancel", currentTask().uncancel());
    return Coroutine.of("ok");
  }

  @Async
  @SuppressWarnings("continuo:SwallowedCancellation")
  static Coroutine<Void> cancelSelf() {
    trace(await(createTask(cancelsItself())));
    Task<String> t = createTask(cancelsItselfLast());
    try {
      await(t);
    } catch (CancelledError e) {
      trace("no await left: task cancelled", t.isCancelled());
    }
    return Coroutine.done();
  }

  @Async
  @SuppressWarnings("continuo:SwallowedCancellation")
  private static Coroutine<Integer> cancelsItself() {
    currentTask().cancel();
    trace("still running");
    try {
      await(yieldNow());
    } catch (CancelledError e) {
      trace("at next await");
    }
    return Coroutine.of(1);
  }

  @Async
  private static Coroutine<String> cancelsItselfLast() {
    currentTask().cancel();
    return Coroutine.of("lost");
  }

  @Async
  static Coroutine<Void> cancelPropagatesToAwaitedTask() {
    Task<Void> inner = createTask(work("inner", 5));
    Task<Void> o = createTask(outer(inner));
    await(sleep(seconds(1)));
    o.cancel();
    await(waitUntil(List.of(o), ReturnWhen.ALL_COMPLETED));
    trace(o.isCancelled());
    Task<String> s = createTask(stubborn());
    Task<String> o2 = createTask(outer2(s));
    await(sleep(seconds(1)));
    o2.cancel();
    trace(await(o2), o2.isCancelled());
    return Coroutine.done();
  }

  @Async
  private static Coroutine<Void> outer(Task<Void> inner) {
    try {
      await(inner);
    } catch (CancelledError e) {
      trace("outer cancelled", inner.isCancelled());
      throw e;
    }
    return Coroutine.done();
  }

  @Async
  @SuppressWarnings("continuo:SwallowedCancellation")
  private static Coroutine<String> stubborn() {
    try {
      await(sleep(seconds(5)));
    } catch (CancelledError e) {
      trace("inner refuses");
      return Coroutine.of("value");
    }
    return Coroutine.of(null);
  }

  @Async
  private static Coroutine<String> outer2(Task<String> s) {
    String r = await(s);
    trace("outer2 got", r, currentTask().cancelling());
    return Coroutine.of(r);
  }

  @Async
  static Coroutine<Void> shieldOuterCancel() {
    Task<String> inner = createTask(work("inner", 3, "r"));
    Task<Void> o = createTask(shielding(inner));
    await(sleep(seconds(1)));
    o.cancel();
    await(waitUntil(List.of(o), ReturnWhen.ALL_COMPLETED));
    trace(o.isCancelled(), await(inner));
    return Coroutine.done();
  }

  @Async
  private static Coroutine<Void> shielding(Task<String> inner) {
    try {
      await(shield(inner));
    } catch (CancelledError e) {
      trace("outer cancelled; inner done", inner.isDone());
      throw e;
    }
    return Coroutine.done();
  }
}
