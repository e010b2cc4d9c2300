// SPDX-License-Identifier: Apache-2.0
package dev.continuo.benchmarks;

import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The JDK's futures, composed by hand. */
final class CompletableFutures implements Library {

  private final ReadyQueue ready = new ReadyQueue();

  @Override
  public long awaitReady(int n) {
    CompletableFuture<Long> future = CompletableFuture.completedFuture(Expected.READY);
    long[] sum = new long[1];
    for (int i = 0; i < n; i++) {
      future.thenAccept(value -> sum[0] += value);
    }
    return sum[0];
  }

  @Override
  public long callChain(int n, int depth) {
    long[] sum = new long[1];
    for (int i = 0; i < n; i++) {
      chain(depth, i).thenAccept(value -> sum[0] += value);
    }
    return sum[0];
  }

  private static CompletableFuture<Integer> chain(int depth, int i) {
    if (depth == 0) {
      return CompletableFuture.completedFuture(Expected.leaf(i));
    }
    return chain(depth - 1, i).thenApply(value -> value + 1);
  }

  @Override
  public long suspendResume(int n, int depth) {
    CompletableFuture<Long> chain = new Yielding(n).result;
    for (int i = 0; i < depth; i++) {
      chain = chain.thenApply(value -> value);
    }
    return ready.run(chain);
  }

  /** A loop whose body awaits: a callback that goes on where it left off. */
  private final class Yielding {
    final CompletableFuture<Long> result = new CompletableFuture<>();
    private final int n;
    private int i;
    private long sum;

    Yielding(int n) {
      this.n = n;
      next();
    }

    private void next() {
      if (i == n) {
        result.complete(sum);
      } else {
        ready.turn().thenAccept(this::resumed);
      }
    }

    private void resumed(Void turn) {
      sum += i++;
      next();
    }
  }

  private CompletableFuture<Long> pending;
  private int turns;
  private long total;

  @Override
  public long freshFuture(int n) {
    turns = 0;
    total = 0;
    awaitNext(n);
    completeNext(0, n);
    ready.run();
    return total;
  }

  private void awaitNext(int n) {
    if (turns < n) {
      turns++;
      pending = new CompletableFuture<>();
      pending.thenAccept(
          value -> {
            total += value;
            awaitNext(n);
          });
    }
  }

  private void completeNext(int i, int n) {
    if (i < n) {
      pending.complete((long) i);
      ready.turn().thenAccept(turn -> completeNext(i + 1, n));
    }
  }

  @Override
  public long spawnJoin(int n) {
    CompletableFuture<?>[] tasks = new CompletableFuture<?>[n];
    for (int i = 0; i < n; i++) {
      long number = i;
      tasks[i] = ready.turn().thenApply(turn -> number);
    }
    CompletableFuture<Long> sum = CompletableFuture.allOf(tasks).thenApply(all -> sum(tasks));
    return ready.run(sum);
  }

  private static long sum(CompletableFuture<?>[] tasks) {
    long sum = 0;
    for (CompletableFuture<?> task : tasks) {
      sum += (Long) task.join();
    }
    return sum;
  }

  @Override
  public long skynet(int leaves) {
    return ready.run(node(0, leaves));
  }

  private CompletableFuture<Long> node(long number, int size) {
    if (size == 1) {
      return ready.turn().thenApply(turn -> number);
    }
    return ready.turn().thenCompose(turn -> children(number, size / 10));
  }

  private CompletableFuture<Long> children(long number, int part) {
    CompletableFuture<?>[] children = new CompletableFuture<?>[10];
    for (int i = 0; i < 10; i++) {
      children[i] = node(number + (long) i * part, part);
    }
    return CompletableFuture.allOf(children).thenApply(all -> sum(children));
  }

  @Override
  public long queue(int n) {
    return ready.run(new Pipe(n).start());
  }

  /** A bounded queue with its producer and its consumer, each a loop of callbacks. */
  private final class Pipe {
    private final ArrayDeque<Long> items = new ArrayDeque<>();
    private final CompletableFuture<Long> result = new CompletableFuture<>();
    private final int n;
    private int put;
    private int got;
    private long sum;
    private CompletableFuture<Void> notEmpty;
    private CompletableFuture<Void> notFull;

    Pipe(int n) {
      this.n = n;
    }

    CompletableFuture<Long> start() {
      ready.turn().thenAccept(this::produce);
      ready.turn().thenAccept(this::consume);
      return result;
    }

    private void produce(Void turn) {
      while (put < n && items.size() < 64) {
        items.add((long) put++);
      }
      if (put < n) {
        notFull = new CompletableFuture<>();
        notFull.thenAccept(this::produce);
      }
      wake(notEmpty);
      notEmpty = null;
    }

    private void consume(Void turn) {
      for (Long item = items.poll(); item != null; item = items.poll()) {
        sum += item;
        got++;
      }
      if (got == n) {
        result.complete(sum);
        return;
      }
      notEmpty = new CompletableFuture<>();
      notEmpty.thenAccept(this::consume);
      wake(notFull);
      notFull = null;
    }

    /** In a turn of its own: completing it here would run the other side inside this one. */
    private void wake(CompletableFuture<Void> waiting) {
      if (waiting != null) {
        ready.turn().thenAccept(waiting::complete);
      }
    }
  }

  @Override
  public long timers(int n) {
    CompletableFuture<?>[] tasks = new CompletableFuture<?>[n];
    for (int i = 0; i < n; i++) {
      long number = i;
      tasks[i] = sleep(Expected.sleepMillis(i)).thenApply(over -> number);
    }
    return CompletableFuture.allOf(tasks).thenApply(all -> sum(tasks)).join();
  }

  private static CompletableFuture<Void> sleep(int millis) {
    return new CompletableFuture<Void>().completeOnTimeout(null, millis, TimeUnit.MILLISECONDS);
  }

  @Override
  public Object hold(int n, boolean sleeping) {
    Object[] held = new Object[n];
    for (int i = 0; i < n; i++) {
      long number = i;
      CompletableFuture<Void> future = sleeping ? sleep(3_600_000) : new CompletableFuture<Void>();
      held[i] = sleeping ? future.thenApply(over -> number) : future;
      if (!sleeping) {
        future.thenApply(over -> number);
      }
    }
    return held;
  }
}
