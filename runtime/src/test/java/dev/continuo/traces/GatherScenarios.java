// SPDX-License-Identifier: Apache-2.0
package dev.continuo.traces;

import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.createTask;
import static dev.continuo.Asyncio.gather;
import static dev.continuo.Asyncio.gatherOutcomes;
import static dev.continuo.Asyncio.waitUntil;
import static dev.continuo.ReturnWhen.ALL_COMPLETED;
import static dev.continuo.ReturnWhen.FIRST_COMPLETED;
import static dev.continuo.ReturnWhen.FIRST_EXCEPTION;
import static dev.continuo.traces.PythonText.described;
import static dev.continuo.traces.PythonText.typeName;
import static dev.continuo.traces.Trace.seconds;
import static dev.continuo.traces.Trace.trace;
import static dev.continuo.traces.Work.failing;
import static dev.continuo.traces.Work.work;

import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.Outcome;
import dev.continuo.ReturnWhen;
import dev.continuo.Task;
import dev.continuo.Waited;
import dev.continuo.annotation.Async;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;

/** Waiting for several things at once. */
final class GatherScenarios {

  private GatherScenarios() {}

  @Async
  static Coroutine<Void> gatherOrder() {
    trace(await(gather(work("a", 3, "A"), work("b", 1, "B"), work("c", 2, "C"))), await(gather()));
    Task<Object> t = createTask(work("d", 1, new Object()));
    List<Object> r = await(gather(t, t));
    trace(r.get(0) == r.get(1));
    return Coroutine.done();
  }

  @Async
  static Coroutine<Void> gatherFirstException() {
    Task<String> a = createTask(work("a", 3, "A"));
    Task<String> b = createTask(failing("b", 1, new IllegalArgumentException("b")));
    Task<String> c = createTask(failing("c", 2, new NoSuchElementException("c")));
    try {
      await(gather(a, b, c));
    } catch (IllegalArgumentException e) {
      trace(described(e), a.isDone(), c.isDone());
    }
    trace(await(a));
    return Coroutine.done();
  }

  @Async
  static Coroutine<Void> gatherReturnExceptions() {
    Task<Void> b = createTask(work("b", 5));
    EventLoop.running().callLater(seconds(1), b::cancel);
    List<Outcome<Object>> r =
        await(
            gatherOutcomes(work("a", 2, "A"), b, failing("c", 3, new NoSuchElementException("c"))));
    List<String> types = new ArrayList<>();
    for (Outcome<Object> outcome : r) {
      types.add(
          outcome instanceof Outcome.Failure<Object> failure
              ? typeName(failure.exception())
              : typeName(((Outcome.Success<Object>) outcome).value()));
    }
    trace(types);
    return Coroutine.done();
  }

  @Async
  static Coroutine<Void> waitModes() {
    for (ReturnWhen mode : List.of(FIRST_COMPLETED, FIRST_EXCEPTION, ALL_COMPLETED)) {
      List<Task<String>> ts = three();
      Waited<Task<String>> waited = await(waitUntil(ts, mode));
      trace(mode, waited.done().size(), waited.pending().size());
      for (Task<String> t : ts) {
        if (waited.pending().contains(t)) {
          t.cancel();
        }
      }
      await(gatherOutcomes(ts));
    }
    List<Task<String>> ts = three();
    Waited<Task<String>> waited = await(waitUntil(ts, ALL_COMPLETED, seconds(1.5)));
    trace(
        "timeout: no raise, no cancel",
        waited.done().size(),
        waited.pending().size(),
        ts.stream().anyMatch(Task::isCancelled));
    await(waitUntil(ts, ALL_COMPLETED));
    ts.get(1).exception();
    try {
      await(waitUntil(List.<Task<String>>of(), ALL_COMPLETED));
    } catch (IllegalArgumentException e) {
      trace("ValueError");
    }
    return Coroutine.done();
  }

  private static List<Task<String>> three() {
    return List.of(
        createTask(work("a", 1, "A")),
        createTask(failing("b", 2, new IllegalArgumentException("b"))),
        createTask(work("c", 3, "C")));
  }
}
