// SPDX-License-Identifier: Apache-2.0
package dev.continuo.traces;

import static dev.continuo.Asyncio.asCompleted;
import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.createTask;
import static dev.continuo.Asyncio.currentTask;
import static dev.continuo.Asyncio.each;
import static dev.continuo.Asyncio.sleep;
import static dev.continuo.Asyncio.timeout;
import static dev.continuo.Asyncio.waitUntil;
import static dev.continuo.ReturnWhen.ALL_COMPLETED;
import static dev.continuo.traces.PythonText.described;
import static dev.continuo.traces.Trace.seconds;
import static dev.continuo.traces.Trace.trace;
import static dev.continuo.traces.Work.failing;
import static dev.continuo.traces.Work.work;

import dev.continuo.AsyncTimeoutException;
import dev.continuo.CancelledError;
import dev.continuo.Coroutine;
import dev.continuo.Future;
import dev.continuo.Task;
import dev.continuo.Timeout;
import dev.continuo.annotation.Async;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;

/** Limits, and what comes as it completes. */
@SuppressWarnings("continuo:SwallowedCancellation") // they are watched, not lost
final class TimeoutScenarios {

  private static final Duration NONE = null;

  private TimeoutScenarios() {}

  @Async
  static Coroutine<Void> asCompletedOrder() {
    List<Task<String>> three =
        List.of(
            createTask(work("a", 3, "A")),
            createTask(work("b", 1, "B")),
            createTask(failing("c", 2, new NoSuchElementException("c"))));
    for (Future<String> f : each(asCompleted(three))) {
      try {
        trace("got", await(f));
      } catch (NoSuchElementException e) {
        trace(described(e));
      }
    }
    Task<String> t = createTask(work("z", 9, null));
    try {
      for (Future<String> f :
          each(asCompleted(List.of(createTask(work("x", 1, "X")), t), seconds(2)))) {
        trace("got", await(f));
      }
    } catch (AsyncTimeoutException e) {
      trace("TimeoutError; not cancelled", t.isDone());
    }
    t.cancel();
    await(waitUntil(List.of(t), ALL_COMPLETED));
    return Coroutine.done();
  }

  @Async
  static Coroutine<Void> timeoutNested() {
    Timeout[] o = new Timeout[1];
    try {
      await(
          timeout(
              seconds(1),
              outer -> {
                o[0] = outer;
                return innerOfFiveSeconds();
              }));
    } catch (AsyncTimeoutException e) {
      trace("outer expired", o[0].expired(), currentTask().cancelling());
    }
    try {
      await(timeout(seconds(5), TimeoutScenarios::innerOfOneSecond));
    } catch (AsyncTimeoutException e) {
      trace("wrong");
    }
    return Coroutine.done();
  }

  @Async
  private static Coroutine<Void> innerOfFiveSeconds() {
    Timeout[] i = new Timeout[1];
    try {
      await(
          timeout(
              seconds(5),
              inner -> {
                i[0] = inner;
                return sleep(seconds(9));
              }));
    } catch (AsyncTimeoutException e) {
      trace("wrong");
    } finally {
      trace("inner expired", i[0].expired());
    }
    return Coroutine.done();
  }

  @Async
  private static Coroutine<Void> innerOfOneSecond() {
    try {
      await(timeout(seconds(1), () -> sleep(seconds(9))));
    } catch (AsyncTimeoutException e) {
      trace("inner");
    }
    await(sleep(seconds(1)));
    trace("body goes on");
    return Coroutine.done();
  }

  @Async
  static Coroutine<Void> timeoutEdges() {
    Timeout none =
        await(
            timeout(
                NONE,
                limit -> {
                  await(sleep(seconds(1)));
                  return Coroutine.of(limit);
                }));
    trace(none.deadline() == Long.MAX_VALUE ? null : none.deadline(), none.expired());
    Timeout moved =
        await(
            timeout(
                seconds(1),
                limit -> {
                  limit.reschedule(seconds(5));
                  await(sleep(seconds(3)));
                  return Coroutine.of(limit);
                }));
    trace("rescheduled ok", moved.expired());
    try {
      moved.reschedule(seconds(9));
    } catch (IllegalStateException e) {
      trace("RuntimeError after exit");
    }
    try {
      await(timeout(seconds(0), TimeoutScenarios::tooLong));
    } catch (AsyncTimeoutException e) {
      trace("timeout(0)");
    }
    Timeout swallowed = await(timeout(seconds(1), TimeoutScenarios::swallows));
    trace("no TimeoutError", swallowed.expired(), currentTask().cancelling());
    return Coroutine.done();
  }

  @Async
  private static Coroutine<Void> tooLong() {
    trace("body starts");
    await(sleep(seconds(1)));
    trace("wrong");
    return Coroutine.done();
  }

  @Async
  private static Coroutine<Timeout> swallows(Timeout limit) {
    try {
      await(sleep(seconds(9)));
    } catch (CancelledError e) {
      trace("swallowed inside");
    }
    return Coroutine.of(limit);
  }
}
