// SPDX-License-Identifier: Apache-2.0
package dev.continuo.traces;

import static dev.continuo.Asyncio.allTasks;
import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.createTask;
import static dev.continuo.Asyncio.currentTask;
import static dev.continuo.Asyncio.gather;
import static dev.continuo.Asyncio.waitUntil;
import static dev.continuo.Asyncio.yieldNow;
import static dev.continuo.traces.PythonText.described;
import static dev.continuo.traces.Trace.trace;
import static dev.continuo.traces.Work.work;

import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.Future;
import dev.continuo.InvalidStateException;
import dev.continuo.ReturnWhen;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import java.util.List;
import java.util.NoSuchElementException;

/** Names, errors and eager start of tasks. */
final class TaskScenarios {

  private TaskScenarios() {}

  @Async
  static Coroutine<Void> taskIdentity() {
    Task<Void> a = createTask("A", traceName());
    Task<Void> b = createTask(traceName());
    b.setName("7");
    trace(allTasks().stream().filter(x -> x != currentTask()).map(Task::name).sorted().toList());
    await(waitUntil(List.of(a, b), ReturnWhen.ALL_COMPLETED));
    trace(allTasks().size());
    trace(a.isDone(), a.isCancelled(), a.exception(), a.result());
    EventLoop.running().callSoon(() -> trace("in callback", currentTask()));
    await(yieldNow());
    return Coroutine.done();
  }

  @Async
  private static Coroutine<Void> traceName() {
    trace(currentTask().name());
    return Coroutine.done();
  }

  @Async
  static Coroutine<Void> taskErrors() {
    await(createTask(awaitItself()));
    Task<Integer> t = createTask(work("w", 1, 5));
    for (Runnable op : List.<Runnable>of(t::result, t::exception)) {
      try {
        op.run();
      } catch (InvalidStateException e) {
        trace("InvalidStateError");
      }
    }
    for (Runnable op : List.<Runnable>of(() -> t.setResult(null), () -> t.setException(null))) {
      try {
        op.run();
      } catch (IllegalStateException e) {
        trace("RuntimeError", e);
      }
    }
    trace(await(t), t.cancel());
    Coroutine<Integer> k = one();
    await(k);
    try {
      await(k);
    } catch (IllegalStateException e) {
      trace(e);
    }
    Task<Void> failed = createTask(boom());
    for (int i = 0; i < 2; i++) {
      try {
        await(failed);
      } catch (NoSuchElementException e) {
        trace("again", described(e), e == failed.exception());
      }
    }
    return Coroutine.done();
  }

  @Async
  private static Coroutine<Void> awaitItself() {
    Task<?> t = currentTask();
    try {
      await(t);
    } catch (IllegalStateException e) {
      trace("self-await RuntimeError");
    }
    return Coroutine.done();
  }

  @Async
  private static Coroutine<Integer> one() {
    return Coroutine.of(1);
  }

  @Async
  private static Coroutine<Void> boom() {
    throw new NoSuchElementException("k");
  }

  @Async
  static Coroutine<Void> eagerStart() {
    EventLoop loop = EventLoop.running();
    loop.setEagerTasks(true);
    Task<?> me = currentTask();
    Task<Integer> q = createTask(quick(me));
    trace("q done", q.isDone(), currentTask() == me);
    Task<Integer> s = createTask(slow());
    trace("s done", s.isDone());
    Task<Void> b = createTask(bad());
    trace("b done", b.isDone(), described(b.exception()));
    trace(await(gather(q, s)));
    Future<List<Integer>> g = gather(quick(me), quick(me));
    trace("gather done at once", g.isDone());
    loop.setEagerTasks(false);
    return Coroutine.done();
  }

  @Async
  private static Coroutine<Integer> quick(Task<?> me) {
    trace("quick runs inside create_task", currentTask() == me);
    return Coroutine.of(1);
  }

  @Async
  private static Coroutine<Integer> slow() {
    trace("slow before");
    await(yieldNow());
    trace("slow after");
    return Coroutine.of(2);
  }

  @Async
  private static Coroutine<Void> bad() {
    throw new IllegalArgumentException("e");
  }
}
