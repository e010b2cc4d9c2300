// SPDX-License-Identifier: Apache-2.0
package dev.continuo.benchmarks;

import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.createTask;
import static dev.continuo.Asyncio.gather;
import static dev.continuo.Asyncio.sleep;
import static dev.continuo.Asyncio.yieldNow;

import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.Future;
import dev.continuo.Runner;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import dev.continuo.queue.Queue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Continuo, woven by its processor. */
final class Ours implements Library {

  private final Runner runner = Runner.builder().build();
  private Future<Long> pending;

  @Override
  public long awaitReady(int n) {
    return runner.run(ready(n, Future.of(Expected.READY)));
  }

  @Async
  private static Coroutine<Long> ready(int n, Future<Long> future) {
    long sum = 0;
    for (int i = 0; i < n; i++) {
      sum += await(future);
    }
    return Coroutine.of(sum);
  }

  @Override
  public long callChain(int n, int depth) {
    return runner.run(calling(n, depth));
  }

  @Async
  private static Coroutine<Long> calling(int n, int depth) {
    long sum = 0;
    for (int i = 0; i < n; i++) {
      sum += await(chain(depth, i));
    }
    return Coroutine.of(sum);
  }

  @Async
  private static Coroutine<Integer> chain(int depth, int i) {
    if (depth == 0) {
      return Coroutine.of(Expected.leaf(i));
    }
    return Coroutine.of(await(chain(depth - 1, i)) + 1);
  }

  @Override
  public long suspendResume(int n, int depth) {
    return runner.run(deep(depth, n));
  }

  @Async
  private static Coroutine<Long> deep(int depth, int n) {
    if (depth == 0) {
      return Coroutine.of(await(yielding(n)));
    }
    long sum = await(deep(depth - 1, n));
    return Coroutine.of(sum);
  }

  @Async
  private static Coroutine<Long> yielding(int n) {
    long sum = 0;
    for (int i = 0; i < n; i++) {
      await(yieldNow());
      sum += i;
    }
    return Coroutine.of(sum);
  }

  @Override
  public long freshFuture(int n) {
    return runner.run(handOver(n));
  }

  @Async
  private Coroutine<Long> handOver(int n) {
    Task<Long> awaiter = createTask(awaiting(n));
    Task<Void> completer = createTask(completing(n));
    await(completer);
    return Coroutine.of(await(awaiter));
  }

  @Async
  private Coroutine<Long> awaiting(int n) {
    EventLoop loop = EventLoop.running();
    long sum = 0;
    for (int i = 0; i < n; i++) {
      pending = loop.createFuture();
      sum += await(pending);
    }
    return Coroutine.of(sum);
  }

  @Async
  private Coroutine<Void> completing(int n) {
    for (int i = 0; i < n; i++) {
      pending.setResult((long) i);
      await(yieldNow());
    }
    return Coroutine.done();
  }

  @Override
  public long spawnJoin(int n) {
    return runner.run(joining(n));
  }

  @Async
  private static Coroutine<Long> joining(int n) {
    List<Task<Long>> tasks = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      tasks.add(createTask(yieldOnce(i)));
    }
    return Coroutine.of(sum(await(gather(tasks))));
  }

  private static long sum(List<Long> results) {
    long sum = 0;
    for (long result : results) {
      sum += result;
    }
    return sum;
  }

  @Async
  private static Coroutine<Long> yieldOnce(int i) {
    await(yieldNow());
    return Coroutine.of((long) i);
  }

  @Override
  public long skynet(int leaves) {
    return runner.run(node(0, leaves));
  }

  @Async
  private static Coroutine<Long> node(long number, int size) {
    if (size == 1) {
      return Coroutine.of(number);
    }
    int part = size / 10;
    List<Task<Long>> children = new ArrayList<>(10);
    for (int i = 0; i < 10; i++) {
      children.add(createTask(node(number + (long) i * part, part)));
    }
    return Coroutine.of(sum(await(gather(children))));
  }

  @Override
  public long queue(int n) {
    return runner.run(passing(n));
  }

  @Async
  private static Coroutine<Long> passing(int n) {
    Queue<Long> queue = new Queue<>(64);
    Task<Void> producer = createTask(producing(queue, n));
    long sum = 0;
    for (int i = 0; i < n; i++) {
      sum += await(queue.get());
    }
    await(producer);
    return Coroutine.of(sum);
  }

  @Async
  private static Coroutine<Void> producing(Queue<Long> queue, int n) {
    for (int i = 0; i < n; i++) {
      await(queue.put((long) i));
    }
    return Coroutine.done();
  }

  @Override
  public long timers(int n) {
    return runner.run(allSleeping(n));
  }

  @Async
  private static Coroutine<Long> allSleeping(int n) {
    List<Task<Long>> tasks = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      tasks.add(createTask(sleeping(i, Duration.ofMillis(Expected.sleepMillis(i)))));
    }
    return Coroutine.of(sum(await(gather(tasks))));
  }

  @Async
  private static Coroutine<Long> sleeping(int i, Duration time) {
    await(sleep(time));
    return Coroutine.of((long) i);
  }

  @Override
  public Object hold(int n, boolean sleeping) {
    return runner.run(holding(n, sleeping));
  }

  @Async
  private static Coroutine<Object> holding(int n, boolean sleeping) {
    EventLoop loop = EventLoop.running();
    Duration hour = Duration.ofHours(1);
    Object[] held = new Object[n];
    for (int i = 0; i < n; i++) {
      if (sleeping) {
        held[i] = createTask(sleeping(i, hour));
      } else {
        Future<Void> future = loop.createFuture();
        held[i] = future;
        createTask(waiting(i, future));
      }
    }
    await(yieldNow());
    return Coroutine.of(held);
  }

  @Async
  private static Coroutine<Long> waiting(int i, Future<Void> future) {
    await(future);
    return Coroutine.of((long) i);
  }

  @Override
  public void close() {
    runner.close();
  }
}
