// SPDX-License-Identifier: Apache-2.0
package dev.continuo.benchmarks;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/** Virtual threads, on one carrier; found by reflection, for they came with JDK 21. */
final class VirtualThreads implements Library {

  private static final MethodHandle START = startVirtualThread();

  static boolean isAvailable() {
    return START != null;
  }

  private static MethodHandle startVirtualThread() {
    try {
      return MethodHandles.publicLookup()
          .findStatic(
              Thread.class,
              "startVirtualThread",
              MethodType.methodType(Thread.class, Runnable.class));
    } catch (ReflectiveOperationException e) {
      return null;
    }
  }

  private static <T> FutureTask<T> start(Callable<T> body) {
    FutureTask<T> task = new FutureTask<>(body);
    try {
      Thread unused = (Thread) START.invokeExact((Runnable) task);
    } catch (Throwable t) {
      throw new IllegalStateException(t);
    }
    return task;
  }

  private static <T> T join(java.util.concurrent.Future<T> task) {
    try {
      return task.get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public long awaitReady(int n) {
    CompletableFuture<Long> future = CompletableFuture.completedFuture(Expected.READY);
    return join(
        start(
            () -> {
              long sum = 0;
              for (int i = 0; i < n; i++) {
                sum += future.get();
              }
              return sum;
            }));
  }

  @Override
  public long callChain(int n, int depth) {
    return join(
        start(
            () -> {
              long sum = 0;
              for (int i = 0; i < n; i++) {
                sum += chain(depth, i);
              }
              return sum;
            }));
  }

  private static Integer chain(int depth, int i) {
    return depth == 0 ? Expected.leaf(i) : chain(depth - 1, i) + 1;
  }

  @Override
  public long suspendResume(int n, int depth) {
    return join(start(() -> deep(depth, n)));
  }

  private static long deep(int depth, int n) {
    if (depth > 0) {
      return deep(depth - 1, n);
    }
    long sum = 0;
    for (int i = 0; i < n; i++) {
      Thread.yield();
      sum += i;
    }
    return sum;
  }

  @Override
  public long freshFuture(int n) {
    AtomicReference<CompletableFuture<Long>> pending =
        new AtomicReference<>(new CompletableFuture<>());
    FutureTask<Long> awaiter =
        start(
            () -> {
              long sum = 0;
              for (int i = 0; i < n; i++) {
                sum += pending.get().get();
                pending.set(new CompletableFuture<>());
              }
              return sum;
            });
    start(
        () -> {
          for (int i = 0; i < n; i++) {
            CompletableFuture<Long> future = pending.get();
            while (future.isDone()) {
              Thread.yield();
              future = pending.get();
            }
            future.complete((long) i);
            Thread.yield();
          }
          return null;
        });
    return join(awaiter);
  }

  @Override
  public long spawnJoin(int n) {
    FutureTask<?>[] tasks = new FutureTask<?>[n];
    for (int i = 0; i < n; i++) {
      long number = i;
      tasks[i] =
          start(
              () -> {
                Thread.yield();
                return number;
              });
    }
    return sum(tasks);
  }

  private static long sum(FutureTask<?>[] tasks) {
    long sum = 0;
    for (FutureTask<?> task : tasks) {
      sum += (Long) join(task);
    }
    return sum;
  }

  @Override
  public long skynet(int leaves) {
    return join(start(() -> node(0, leaves)));
  }

  private static long node(long number, int size) {
    if (size == 1) {
      return number;
    }
    int part = size / 10;
    FutureTask<?>[] children = new FutureTask<?>[10];
    for (int i = 0; i < 10; i++) {
      long first = number + (long) i * part;
      children[i] = start(() -> node(first, part));
    }
    return sum(children);
  }

  @Override
  public long queue(int n) {
    BlockingQueue<Long> queue = new ArrayBlockingQueue<>(64);
    start(
        () -> {
          for (int i = 0; i < n; i++) {
            queue.put((long) i);
          }
          return null;
        });
    return join(
        start(
            () -> {
              long sum = 0;
              for (int i = 0; i < n; i++) {
                sum += queue.take();
              }
              return sum;
            }));
  }

  @Override
  public long timers(int n) {
    FutureTask<?>[] tasks = new FutureTask<?>[n];
    for (int i = 0; i < n; i++) {
      long number = i;
      tasks[i] =
          start(
              () -> {
                Thread.sleep(Expected.sleepMillis((int) number));
                return number;
              });
    }
    return sum(tasks);
  }

  @Override
  public Object hold(int n, boolean sleeping) {
    FutureTask<?>[] tasks = new FutureTask<?>[n];
    for (int i = 0; i < n; i++) {
      tasks[i] =
          start(
              () -> {
                if (sleeping) {
                  Thread.sleep(3_600_000);
                } else {
                  LockSupport.park();
                }
                return null;
              });
    }
    return tasks;
  }
}
