// SPDX-License-Identifier: Apache-2.0
package dev.continuo.traces;

import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.createTask;
import static dev.continuo.Asyncio.gather;
import static dev.continuo.Asyncio.gatherOutcomes;
import static dev.continuo.Asyncio.sleep;
import static dev.continuo.Asyncio.waitUntil;
import static dev.continuo.Asyncio.yieldNow;
import static dev.continuo.ReturnWhen.ALL_COMPLETED;
import static dev.continuo.traces.Trace.seconds;
import static dev.continuo.traces.Trace.trace;

import dev.continuo.CancelledError;
import dev.continuo.Coroutine;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import dev.continuo.sync.BoundedSemaphore;
import dev.continuo.sync.Condition;
import dev.continuo.sync.Event;
import dev.continuo.sync.Lock;
import dev.continuo.sync.Semaphore;
import java.util.ArrayList;
import java.util.List;

/** Locks, events, conditions and semaphores. */
@SuppressWarnings("try") // what holds a lock is only there to be closed
final class SyncScenarios {

  private SyncScenarios() {}

  @Async
  static Coroutine<Void> lockFifoAndCancel() {
    Lock l = new Lock();
    List<Task<Void>> ts = new ArrayList<>();
    for (String n : List.of("a", "b", "c", "d")) {
      ts.add(createTask(holdForASecond(l, n)));
    }
    await(sleep(seconds(0.5)));
    ts.get(1).cancel();
    await(gatherOutcomes(ts));
    trace(l.isLocked());
    try {
      l.release();
    } catch (IllegalStateException e) {
      trace(e);
    }
    return Coroutine.done();
  }

  @Async
  private static Coroutine<Void> holdForASecond(Lock l, String n) {
    try (var held = await(l.acquire())) {
      trace(n, "has");
      await(sleep(seconds(1)));
    } catch (CancelledError e) {
      trace(n, "cancelled");
      throw e;
    }
    return Coroutine.done();
  }

  @Async
  static Coroutine<Void> eventSemantics() {
    Event e = new Event();
    List<Task<Void>> ts = List.of(createTask(awaitEvent(e, "a")), createTask(awaitEvent(e, "b")));
    await(yieldNow());
    e.set();
    e.clear();
    trace("set+clear");
    await(gather(ts));
    e.set();
    await(e.await());
    trace(true, "no block");
    return Coroutine.done();
  }

  @Async
  private static Coroutine<Void> awaitEvent(Event e, String n) {
    await(e.await());
    trace(n, true, e.isSet());
    return Coroutine.done();
  }

  @Async
  static Coroutine<Void> conditionNotify() {
    Condition c = new Condition();
    List<Task<Void>> ts = new ArrayList<>();
    for (String n : List.of("a", "b", "c", "d")) {
      ts.add(createTask(awaitSignal(c, n)));
    }
    await(yieldNow());
    for (Runnable op : List.<Runnable>of(() -> c.signal(1), c::signalAll)) {
      try {
        op.run();
      } catch (IllegalStateException e) {
        trace(e);
      }
    }
    try {
      await(c.await());
    } catch (IllegalStateException e) {
      trace(e);
    }
    try (var held = await(c.lock().acquire())) {
      c.signal(2);
      trace("notified 2");
    }
    await(sleep(seconds(1)));
    trace(ts.stream().map(Task::isDone).toList());
    try (var held = await(c.lock().acquire())) {
      c.signalAll();
    }
    await(gather(ts));
    List<String> box = new ArrayList<>();
    Task<Void> t = createTask(awaitBox(c, box));
    await(yieldNow());
    box.add("v");
    try (var held = await(c.lock().acquire())) {
      c.signal(1);
    }
    await(t);
    return Coroutine.done();
  }

  @Async
  private static Coroutine<Void> awaitSignal(Condition c, String n) {
    try (var held = await(c.lock().acquire())) {
      await(c.await());
      trace(n, "woke", c.lock().isLocked());
    }
    return Coroutine.done();
  }

  @Async
  private static Coroutine<Void> awaitBox(Condition c, List<String> box) {
    try (var held = await(c.lock().acquire())) {
      await(c.awaitUntil(() -> !box.isEmpty()));
      trace("wait_for", box.get(0));
    }
    return Coroutine.done();
  }

  @Async
  static Coroutine<Void> semaphoreFifo() {
    Semaphore s = new Semaphore(2);
    await(
        gather(inAndOut(s, "a", 3), inAndOut(s, "b", 1), inAndOut(s, "c", 1), inAndOut(s, "d", 3)));
    trace(s.isLocked());
    BoundedSemaphore b = new BoundedSemaphore(1);
    try {
      b.release();
    } catch (IllegalStateException e) {
      trace(e);
    }
    try {
      new Semaphore(-1);
    } catch (IllegalArgumentException e) {
      trace("ValueError");
    }
    Semaphore none = new Semaphore(0);
    Task<Void> a = createTask(acquireOnly(none, "a"));
    Task<Void> z = createTask(acquireOnly(none, "z"));
    await(yieldNow());
    none.release();
    a.cancel();
    await(waitUntil(List.of(a, z), ALL_COMPLETED));
    trace(a.isCancelled(), z.isDone(), none.isLocked());
    return Coroutine.done();
  }

  @Async
  private static Coroutine<Void> inAndOut(Semaphore s, String n, double d) {
    try (var permit = await(s.acquire())) {
      trace(n, "in");
      await(sleep(seconds(d)));
      trace(n, "out");
    }
    return Coroutine.done();
  }

  @Async
  private static Coroutine<Void> acquireOnly(Semaphore s, String n) {
    await(s.acquire());
    trace("acq", n);
    return Coroutine.done();
  }
}
