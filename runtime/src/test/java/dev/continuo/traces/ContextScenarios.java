// SPDX-License-Identifier: Apache-2.0
package dev.continuo.traces;

import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.createTask;
import static dev.continuo.Asyncio.yieldNow;
import static dev.continuo.traces.Trace.trace;

import dev.continuo.Context;
import dev.continuo.ContextVar;
import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.Future;
import dev.continuo.Task;
import dev.continuo.annotation.Async;

/** Whose context a task, a coroutine and a callback see. */
final class ContextScenarios {

  private ContextScenarios() {}

  @Async
  static Coroutine<Void> contextTaskCopy() throws Exception {
    ContextVar<String> v = ContextVar.named("v");
    v.set("main");
    Task<Void> k = createTask(setsInTask(v));
    v.set("changed after create");
    await(k);
    trace("main", v.get());
    await(set(v, "direct"));
    trace("direct await shares", v.get());
    Context ctx = Context.copyCurrent();
    await(createTask(ctx, set(v, "shared")));
    trace(ctx.call(v::get), v.get());
    EventLoop loop = EventLoop.running();
    Future<Integer> f = loop.createFuture();
    f.addDoneCallback(done -> trace("cb ctx", v.get()));
    v.set("later");
    f.setResult(1);
    await(yieldNow());
    loop.callSoon(() -> trace("soon ctx", v.get()));
    v.set("even later");
    await(yieldNow());
    return Coroutine.done();
  }

  @Async
  private static Coroutine<Void> setsInTask(ContextVar<String> v) {
    trace("in task", v.get("d"));
    v.set("task");
    await(yieldNow());
    trace("still", v.get());
    return Coroutine.done();
  }

  @Async
  private static Coroutine<Void> set(ContextVar<String> v, String value) {
    v.set(value);
    return Coroutine.done();
  }
}
