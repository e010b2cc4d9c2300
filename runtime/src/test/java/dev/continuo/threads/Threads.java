// SPDX-License-Identifier: Apache-2.0
package dev.continuo.threads;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Threads that begin at the same moment. As jcstress does, they walk over many states prepared
 * before, so that they meet at each of them; what came out is counted afterwards. Whatever waits,
 * waits at most {@link #PATIENCE} seconds: a wake-up that is lost fails its test.
 */
final class Threads {

  /** So long nothing takes, on the slowest machine. */
  static final long PATIENCE = 30;

  /** Multiplies the rounds of the tests that need luck: {@code -Dcontinuo.stress=50}. */
  static final int STRESS = Integer.getInteger("continuo.stress", 1);

  /** What a thread does. */
  interface Body {
    void run() throws Exception;
  }

  private final List<FutureTask<?>> tasks = new ArrayList<>();

  /** Adds a thread. */
  Threads add(Body body) {
    tasks.add(
        new FutureTask<>(
            () -> {
              body.run();
              return null;
            }));
    return this;
  }

  /** Adds a thread that does it for each number below {@code n}. */
  Threads each(int n, java.util.function.IntConsumer body) {
    return add(
        () -> {
          for (int i = 0; i < n; i++) {
            body.accept(i);
          }
        });
  }

  /** Runs them all, to their end; throws what one has thrown. */
  void run() throws Exception {
    CyclicBarrier together = new CyclicBarrier(tasks.size());
    for (FutureTask<?> task : tasks) {
      start(
          () -> {
            together.await(PATIENCE, TimeUnit.SECONDS);
            task.run();
            return null;
          });
    }
    for (FutureTask<?> task : tasks) {
      get(task);
    }
  }

  /** Runs it on a new thread. */
  static <T> Future<T> start(Callable<T> body) {
    FutureTask<T> task = new FutureTask<>(body);
    Thread thread = new Thread(task, "stress");
    thread.setDaemon(true);
    thread.start();
    return task;
  }

  /** Its value; fails if that does not come. */
  static <T> T get(Future<T> future) throws Exception {
    return future.get(PATIENCE, TimeUnit.SECONDS);
  }

  /** Waits until it is done, in whatever way; fails if that does not come. */
  static void awaitEnd(CompletableFuture<?> future) throws Exception {
    get(future.handle((value, failure) -> true));
  }

  static void await(CountDownLatch latch) throws Exception {
    if (!latch.await(PATIENCE, TimeUnit.SECONDS)) {
      throw new AssertionError("nobody came: " + latch);
    }
  }

  private static volatile int time;

  /** Lets a little time pass, another each time, so that two threads meet at every point. */
  static void hesitate(int i) {
    // Some nanoseconds, up to a microsecond, or several.
    int most = i % 3 == 0 ? 53 : i % 3 == 1 ? 1_009 : 20_011;
    for (int n = i * 7 % most; n > time; n--) {
      // Reading what is volatile takes its time.
    }
  }

  /** Waits without giving up the processor, as long as others do not need it. */
  static void spinUntil(BooleanSupplier condition) {
    long begin = System.nanoTime();
    for (int spins = 1; !condition.getAsBoolean(); spins++) {
      if (spins % 1_000 == 0) {
        Thread.yield();
        if (System.nanoTime() - begin > PATIENCE * 1_000_000_000) {
          throw new AssertionError("nobody came");
        }
      }
    }
  }
}
