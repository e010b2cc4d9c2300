// SPDX-License-Identifier: Apache-2.0
package dev.continuo.traces;

import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.createTask;
import static dev.continuo.Asyncio.gather;
import static dev.continuo.Asyncio.gatherOutcomes;
import static dev.continuo.Asyncio.sleep;
import static dev.continuo.Asyncio.yieldNow;
import static dev.continuo.traces.Trace.seconds;
import static dev.continuo.traces.Trace.trace;

import dev.continuo.Coroutine;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import dev.continuo.queue.LifoQueue;
import dev.continuo.queue.PriorityQueue;
import dev.continuo.queue.Queue;
import dev.continuo.queue.QueueEmptyException;
import dev.continuo.queue.QueueFullException;
import dev.continuo.queue.QueueShutDownException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Queues: who gets what, and how they end. */
final class QueueScenarios {

  private QueueScenarios() {}

  @Async
  static Coroutine<Void> queueGettersFifoAndNowait() {
    Queue<Integer> q = new Queue<>(1);
    List<Task<Void>> ts = List.of(createTask(getOne(q, "a")), createTask(getOne(q, "b")));
    await(yieldNow());
    q.putNoWait(1);
    try {
      q.putNoWait(2);
    } catch (QueueFullException e) {
      trace("full");
    }
    await(yieldNow());
    q.putNoWait(2);
    await(gather(ts));
    try {
      q.getNoWait();
    } catch (QueueEmptyException e) {
      trace("empty");
    }
    return Coroutine.done();
  }

  @Async
  private static Coroutine<Void> getOne(Queue<Integer> q, String n) {
    trace(n, await(q.get()));
    return Coroutine.done();
  }

  @Async
  static Coroutine<Void> queueJoin() {
    Queue<String> q = new Queue<>();
    for (String i : List.of("3", "1", "1.5")) {
      q.putNoWait(i);
    }
    List<Task<Void>> ws = List.of(createTask(worker(q, "x")), createTask(worker(q, "y")));
    await(q.join());
    trace("joined");
    ws.forEach(Task::cancel);
    await(gatherOutcomes(ws));
    try {
      q.taskDone();
    } catch (IllegalStateException e) {
      trace(e);
    }
    await(q.join());
    trace("empty join returns");
    return Coroutine.done();
  }

  @Async
  private static Coroutine<Void> worker(Queue<String> q, String n) {
    while (true) {
      String i = await(q.get());
      await(sleep(seconds(Double.parseDouble(i))));
      trace(n, "did", i);
      q.taskDone();
    }
  }

  @Async
  static Coroutine<Void> queuePriorityLifo() {
    PriorityQueue<Integer> p = new PriorityQueue<>(Integer.MAX_VALUE, Comparator.naturalOrder());
    LifoQueue<Integer> l = new LifoQueue<>();
    for (int i : List.of(3, 1, 2)) {
      p.putNoWait(i);
      l.putNoWait(i);
    }
    List<Integer> fromP = new ArrayList<>();
    List<Integer> fromL = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      fromP.add(await(p.get()));
      fromL.add(await(l.get()));
    }
    trace(fromP, fromL);
    return Coroutine.done();
  }

  @Async
  static Coroutine<Void> queueShutdown() {
    Queue<String> q = new Queue<>(1);
    await(put(q, "i1"));
    Task<Void> t = createTask(put(q, "i2"));
    await(yieldNow());
    q.shutdown();
    await(t);
    await(get(q, "drain"));
    await(get(q, "after"));
    await(put(q, "i3"));
    Queue<String> q2 = new Queue<>();
    await(put(q2, "j"));
    Task<Void> j = createTask(q2.join());
    await(createTask(yieldNow()));
    q2.shutdownNow();
    await(j);
    trace("join released", q2.size());
    await(get(q2, "x"));
    return Coroutine.done();
  }

  @Async
  private static Coroutine<Void> get(Queue<String> q, String n) {
    try {
      trace(n, await(q.get()));
    } catch (QueueShutDownException e) {
      trace(n, "QueueShutDown");
    }
    return Coroutine.done();
  }

  @Async
  private static Coroutine<Void> put(Queue<String> q, String n) {
    try {
      await(q.put(n));
      trace("put", n);
    } catch (QueueShutDownException e) {
      trace(n, "put QueueShutDown");
    }
    return Coroutine.done();
  }
}
