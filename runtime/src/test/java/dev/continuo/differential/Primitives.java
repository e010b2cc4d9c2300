// SPDX-License-Identifier: Apache-2.0
package dev.continuo.differential;

import static dev.continuo.Asyncio.await;
import static dev.continuo.differential.Interpreter.NEXT;

import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.Future;
import dev.continuo.Timeout;
import dev.continuo.annotation.Async;
import dev.continuo.differential.Interpreter.Signal;
import dev.continuo.queue.BaseQueue;
import dev.continuo.queue.LifoQueue;
import dev.continuo.queue.PriorityQueue;
import dev.continuo.queue.Queue;
import dev.continuo.sync.Barrier;
import dev.continuo.sync.BoundedSemaphore;
import dev.continuo.sync.Condition;
import dev.continuo.sync.Event;
import dev.continuo.sync.Lock;
import dev.continuo.sync.Semaphore;
import java.util.Comparator;
import java.util.List;

/**
 * The statements about primitives. The first lock and semaphore, and the lock of the condition, are
 * only held by blocks, the other ones only by hand: what a {@code Held} or a permit does when its
 * block ends after a release by hand is ours, as CPython would then release another's.
 */
@SuppressWarnings("try") // what is held is only there to be closed
final class Primitives {

  private final Machine machine;
  private final Interpreter interpreter;
  private final Lock lock = new Lock();
  private final Lock byHand = new Lock();
  private final List<Event> events = List.of(new Event(), new Event());
  private final Condition condition = new Condition();
  private int counter;
  private final List<Semaphore> semaphores =
      List.of(new Semaphore(1), new Semaphore(2), new BoundedSemaphore(1));
  private final List<BaseQueue<Integer>> queues =
      List.of(
          new Queue<>(1),
          new Queue<>(),
          new PriorityQueue<>(2, Comparator.naturalOrder()),
          new LifoQueue<>(2));
  private final Barrier barrier = new Barrier(2);
  private final List<Future<Integer>> futures =
      List.of(EventLoop.running().createFuture(), EventLoop.running().createFuture());

  Primitives(Machine machine, Interpreter interpreter) {
    this.machine = machine;
    this.interpreter = interpreter;
  }

  void traceState() {
    machine.trace(
        List.of(lock.isLocked(), byHand.isLocked()),
        events.stream().map(Event::isSet).toList(),
        condition.lock().isLocked(),
        semaphores.stream().map(Semaphore::isLocked).toList(),
        queues.stream().map(BaseQueue::size).toList(),
        barrier.waiting(),
        barrier.isBroken());
  }

  Coroutine<Signal> run(Statement s, Timeout limit) {
    return switch (s.op()) {
      case "withlock" -> withLock(s, limit);
      case "acquire" -> acquire();
      case "withcondition" -> withCondition(s, limit);
      case "waitcondition" -> after(condition.await(), "signalled");
      case "waituntil" ->
          after(condition.awaitUntil(() -> counter >= s.arg(0)), "reached", s.arg(0));
      case "withsemaphore" -> withSemaphore(s, limit);
      case "acquirepermit" -> acquirePermit(s.arg(0));
      case "waitevent" -> waitEvent(s.arg(0));
      case "put" -> after(queues.get(s.arg(0)).put(s.arg(1)), "put", s.arg(0), s.arg(1));
      case "get" -> get(s.arg(0));
      case "join" -> after(queues.get(s.arg(0)).join(), "joined", s.arg(0));
      case "barrier" -> pass();
      case "reset" -> changed(barrier.reset(), "reset");
      case "abort" -> changed(barrier.abort(), "aborted");
      case "awaitfuture" -> awaitFuture(s.arg(0));
      default -> {
        runAtOnce(s);
        yield NEXT;
      }
    };
  }

  private void runAtOnce(Statement s) {
    switch (s.op()) {
      case "release" -> {
        byHand.release();
        machine.trace("released", byHand.isLocked());
      }
      case "releasepermit" -> {
        semaphores.get(s.arg(0)).release();
        machine.trace("released", s.arg(0), semaphores.get(s.arg(0)).isLocked());
      }
      case "set" -> events.get(s.arg(0)).set();
      case "clear" -> events.get(s.arg(0)).clear();
      case "signal" -> {
        counter++;
        condition.signal(s.arg(0));
      }
      case "signalall" -> {
        counter++;
        condition.signalAll();
      }
      case "putnowait" -> {
        queues.get(s.arg(0)).putNoWait(s.arg(1));
        machine.trace("put", s.arg(0), s.arg(1));
      }
      case "getnowait" -> machine.trace("got", s.arg(0), queues.get(s.arg(0)).getNoWait());
      case "taskdone" -> queues.get(s.arg(0)).taskDone();
      case "shutdown" -> shutdown(queues.get(s.arg(0)), s);
      case "setresult" -> futures.get(s.arg(0)).setResult(s.arg(1));
      case "setexception" -> futures.get(s.arg(0)).setException(new Machine.Boom(s.arg(1)));
      case "cancelfuture" -> machine.trace("cancel", futures.get(s.arg(0)).cancel());
      default -> throw new AssertionError("no statement " + s.op());
    }
  }

  private void shutdown(BaseQueue<Integer> queue, Statement s) {
    if (s.arg(1) != 0) {
      queue.shutdownNow();
    } else {
      queue.shutdown();
    }
    machine.trace("shut down", s.arg(0), queue.size());
  }

  @Async
  private Coroutine<Signal> after(Coroutine<Void> waiting, Object... traced) {
    await(waiting);
    machine.trace(traced);
    return NEXT;
  }

  @Async
  private Coroutine<Signal> withLock(Statement s, Timeout limit) {
    try (var held = await(lock.acquire())) {
      machine.trace("locked");
      return Coroutine.of(await(interpreter.block(s.block(0), limit)));
    }
  }

  @Async
  private Coroutine<Signal> acquire() {
    await(byHand.acquire());
    machine.trace("acquired", true);
    return NEXT;
  }

  @Async
  private Coroutine<Signal> withCondition(Statement s, Timeout limit) {
    try (var held = await(condition.lock().acquire())) {
      machine.trace("condition");
      return Coroutine.of(await(interpreter.block(s.block(0), limit)));
    }
  }

  @Async
  private Coroutine<Signal> withSemaphore(Statement s, Timeout limit) {
    try (var permit = await(semaphores.get(0).acquire())) {
      machine.trace("permit");
      return Coroutine.of(await(interpreter.block(s.block(0), limit)));
    }
  }

  @Async
  private Coroutine<Signal> acquirePermit(int i) {
    await(semaphores.get(i).acquire());
    machine.trace("permit", i, semaphores.get(i).isLocked());
    return NEXT;
  }

  @Async
  private Coroutine<Signal> waitEvent(int i) {
    await(events.get(i).await());
    machine.trace("event", i, events.get(i).isSet());
    return NEXT;
  }

  @Async
  private Coroutine<Signal> get(int queue) {
    machine.trace("got", queue, await(queues.get(queue).get()));
    return NEXT;
  }

  @Async
  private Coroutine<Signal> pass() {
    machine.trace("passed", await(barrier.await()));
    return NEXT;
  }

  @Async
  private Coroutine<Signal> changed(Coroutine<Void> change, String what) {
    await(change);
    machine.trace(what, barrier.waiting());
    return NEXT;
  }

  @Async
  private Coroutine<Signal> awaitFuture(int i) {
    machine.trace("future", i, await(futures.get(i)));
    return NEXT;
  }
}
