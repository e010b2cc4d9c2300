// SPDX-License-Identifier: Apache-2.0
package dev.continuo.benchmarks.peers;

import static com.ea.async.Async.await;
import static java.util.concurrent.CompletableFuture.completedFuture;

import dev.continuo.benchmarks.Expected;
import dev.continuo.benchmarks.Library;
import dev.continuo.benchmarks.ReadyQueue;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** EA Async, woven by its own Maven plugin, on a plain ready queue. */
public final class EaAsync implements Library {

  private final ReadyQueue ready = new ReadyQueue();
  private CompletableFuture<Long> pending;

  @Override
  public long awaitReady(int n) {
    return ready.run(ready(n, completedFuture(Expected.READY)));
  }

  private static CompletableFuture<Long> ready(int n, CompletableFuture<Long> future) {
    long sum = 0;
    for (int i = 0; i < n; i++) {
      sum += await(future);
    }
    return completedFuture(sum);
  }

  @Override
  public long callChain(int n, int depth) {
    return ready.run(calling(n, depth));
  }

  private static CompletableFuture<Long> calling(int n, int depth) {
    long sum = 0;
    for (int i = 0; i < n; i++) {
      sum += await(chain(depth, i));
    }
    return completedFuture(sum);
  }

  private static CompletableFuture<Integer> chain(int depth, int i) {
    if (depth == 0) {
      return completedFuture(Expected.leaf(i));
    }
    return completedFuture(await(chain(depth - 1, i)) + 1);
  }

  @Override
  public long suspendResume(int n, int depth) {
    return ready.run(deep(depth, n));
  }

  private CompletableFuture<Long> deep(int depth, int n) {
    if (depth == 0) {
      return completedFuture(await(yielding(n)));
    }
    long sum = await(deep(depth - 1, n));
    return completedFuture(sum);
  }

  private CompletableFuture<Long> yielding(int n) {
    long sum = 0;
    for (int i = 0; i < n; i++) {
      await(ready.turn());
      sum += i;
    }
    return completedFuture(sum);
  }

  @Override
  public long freshFuture(int n) {
    CompletableFuture<Long> awaiter = awaiting(n);
    completing(n);
    return ready.run(awaiter);
  }

  private CompletableFuture<Long> awaiting(int n) {
    long sum = 0;
    for (int i = 0; i < n; i++) {
      pending = new CompletableFuture<>();
      sum += await(pending);
    }
    return completedFuture(sum);
  }

  private CompletableFuture<Void> completing(int n) {
    for (int i = 0; i < n; i++) {
      pending.complete((long) i);
      await(ready.turn());
    }
    return completedFuture(null);
  }

  @Override
  public long spawnJoin(int n) {
    CompletableFuture<?>[] tasks = new CompletableFuture<?>[n];
    for (int i = 0; i < n; i++) {
      tasks[i] = yieldOnce(i);
    }
    return ready.run(joined(tasks));
  }

  private static CompletableFuture<Long> joined(CompletableFuture<?>[] tasks) {
    await(CompletableFuture.allOf(tasks));
    long sum = 0;
    for (CompletableFuture<?> task : tasks) {
      sum += (Long) task.join();
    }
    return completedFuture(sum);
  }

  private CompletableFuture<Long> yieldOnce(int i) {
    await(ready.turn());
    return completedFuture((long) i);
  }

  @Override
  public long skynet(int leaves) {
    return ready.run(node(0, leaves));
  }

  private CompletableFuture<Long> node(long number, int size) {
    await(ready.turn());
    if (size == 1) {
      return completedFuture(number);
    }
    int part = size / 10;
    CompletableFuture<?>[] children = new CompletableFuture<?>[10];
    for (int i = 0; i < 10; i++) {
      children[i] = node(number + (long) i * part, part);
    }
    return completedFuture(await(joined(children)));
  }

  @Override
  public long queue(int n) {
    Pipe pipe = new Pipe();
    CompletableFuture<Long> consumer = consuming(pipe, n);
    producing(pipe, n);
    return ready.run(consumer);
  }

  private static final class Pipe {
    final ArrayDeque<Long> items = new ArrayDeque<>();
    CompletableFuture<Void> putter;
    CompletableFuture<Void> getter;
  }

  private CompletableFuture<Void> producing(Pipe pipe, int n) {
    for (int i = 0; i < n; i++) {
      if (pipe.items.size() == 64) {
        pipe.putter = new CompletableFuture<>();
        await(pipe.putter);
      }
      pipe.items.add((long) i);
      if (pipe.getter != null) {
        CompletableFuture<Void> getter = pipe.getter;
        pipe.getter = null;
        wakeLater(getter);
      }
    }
    return completedFuture(null);
  }

  /** In a turn of its own: completing it here would run the other side inside this one. */
  private void wakeLater(CompletableFuture<Void> waiting) {
    ready.turn().thenAccept(waiting::complete);
  }

  private CompletableFuture<Long> consuming(Pipe pipe, int n) {
    long sum = 0;
    for (int i = 0; i < n; i++) {
      while (pipe.items.isEmpty()) {
        pipe.getter = new CompletableFuture<>();
        await(pipe.getter);
      }
      sum += pipe.items.poll();
      if (pipe.putter != null) {
        CompletableFuture<Void> putter = pipe.putter;
        pipe.putter = null;
        wakeLater(putter);
      }
    }
    return completedFuture(sum);
  }

  @Override
  public long timers(int n) {
    CompletableFuture<?>[] tasks = new CompletableFuture<?>[n];
    for (int i = 0; i < n; i++) {
      tasks[i] = sleeping(i, Expected.sleepMillis(i));
    }
    return joined(tasks).join();
  }

  private static CompletableFuture<Long> sleeping(int i, int millis) {
    await(timer(millis));
    return completedFuture((long) i);
  }

  private static CompletableFuture<Void> timer(int millis) {
    return new CompletableFuture<Void>().completeOnTimeout(null, millis, TimeUnit.MILLISECONDS);
  }

  @Override
  public Object hold(int n, boolean sleeping) {
    Object[] held = new Object[n];
    for (int i = 0; i < n; i++) {
      if (sleeping) {
        held[i] = sleeping(i, 3_600_000);
      } else {
        CompletableFuture<Void> future = new CompletableFuture<>();
        waiting(i, future);
        held[i] = future;
      }
    }
    return held;
  }

  private static CompletableFuture<Long> waiting(int i, CompletableFuture<Void> future) {
    await(future);
    return completedFuture((long) i);
  }
}
