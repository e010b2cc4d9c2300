// SPDX-License-Identifier: Apache-2.0
package dev.continuo.threads;

import static com.google.common.truth.Truth.assertThat;
import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.runCoroutineThreadsafe;
import static dev.continuo.Asyncio.sleep;
import static dev.continuo.Asyncio.yieldNow;
import static dev.continuo.threads.Threads.hesitate;

import dev.continuo.CancelledError;
import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.Future;
import dev.continuo.Runner;
import dev.continuo.annotation.Async;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Calls from a thread into a loop and from a loop into threads: each ends, and ends once. */
class CallThreadsTest {

  private static final int N = 4_000;

  private static final class Expected extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** Began and ended; only the loop counts. */
  private static final class Counts {
    int began;
    int ended;
  }

  @Test
  void aCoroutineThatAnotherThreadCancelsWhileItRunsEndsOnBothSides() throws Exception {
    try (ServedLoop served = new ServedLoop()) {
      Counts counts = new Counts();
      List<CompletableFuture<Integer>> calls = new ArrayList<>();
      for (int i = 0; i < N; i++) {
        CompletableFuture<Integer> call =
            runCoroutineThreadsafe(body(counts, i % 4, i), served.loop);
        hesitate(i);
        if (i % 2 == 0) {
          call.cancel(true);
        }
        calls.add(call);
      }
      for (int i = 0; i < N; i++) {
        checkEnd(calls.get(i), i);
      }
      served.on(() -> null);
      served.on(() -> null);
      assertThat(served.on(() -> counts.ended)).isEqualTo(counts.began);
      assertThat(counts.began).isAtMost(N);
      assertThat(served.reports).isEmpty();
    }
  }

  private static void checkEnd(CompletableFuture<Integer> call, int i) throws Exception {
    Threads.awaitEnd(call);
    if (call.isCancelled()) {
      assertThat(i % 4).isNotEqualTo(1);
      return;
    }
    try {
      assertThat(call.join()).isEqualTo(i);
      assertThat(i % 4).isNotEqualTo(3);
    } catch (CompletionException e) {
      assertThat(e).hasCauseThat().isInstanceOf(Expected.class);
      assertThat(i % 4).isEqualTo(3);
    }
  }

  /** Kinds: 0 and 1 give a value, 2 waits to be cancelled, 3 fails. */
  @Async
  private static Coroutine<Integer> body(Counts counts, int kind, int i) {
    counts.began++;
    try {
      await(yieldNow());
      if (kind == 2) {
        await(sleep(Duration.ofDays(1)));
      }
      if (kind == 3) {
        throw new Expected();
      }
      return Coroutine.of(i);
    } finally {
      counts.ended++;
    }
  }

  @Test
  void aRunnerThatClosesLeavesNoCallerWaiting() throws Exception {
    for (int round = 0; round < 500; round++) {
      Runner runner = new Runner();
      EventLoop loop = runner.loop();
      AtomicInteger ran = new AtomicInteger();
      List<CompletableFuture<Integer>> calls = new ArrayList<>();
      int[] refused = {0};
      int n = round;
      CountDownLatch open = new CountDownLatch(1);
      new Threads()
          .add(
              () -> {
                try (runner) {
                  runner.run(serve(open, n % 5));
                }
              })
          .add(
              () -> {
                Threads.await(open);
                for (int i = 0; i < 20; i++) {
                  Counts counts = new Counts();
                  try {
                    loop.execute(ran::incrementAndGet);
                    calls.add(runCoroutineThreadsafe(body(counts, i % 3, i), loop));
                  } catch (IllegalStateException e) {
                    assertThat(e).hasMessageThat().isEqualTo("Event loop is closed");
                    refused[0]++;
                  }
                  hesitate(n);
                }
              })
          .run();
      assertThat(calls.size() + refused[0]).isEqualTo(20);
      for (CompletableFuture<Integer> call : calls) {
        Threads.awaitEnd(call);
      }
    }
  }

  @Async
  private static Coroutine<Void> serve(CountDownLatch open, int passes) {
    open.countDown();
    for (int i = 0; i < passes; i++) {
      await(yieldNow());
    }
    return Coroutine.done();
  }

  @Test
  void aCallThatTheLoopDidNotBeginBeforeItWasClosedIsCancelled() throws Exception {
    EventLoop loop = EventLoop.create();
    CompletableFuture<Integer> call = runCoroutineThreadsafe(body(new Counts(), 0, 1), loop);
    loop.close();
    assertThat(call.isCancelled()).isTrue();
    try {
      call.join();
    } catch (CancellationException e) {
      Throwable last = e.getCause() == null ? e : e.getCause();
      assertThat(last).hasMessageThat().isEqualTo("Event loop is closed");
    }
  }

  @Test
  void aJobThatEndsWhileItIsCancelledGivesItsValueOrNothing() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(2);
    try (ServedLoop served = new ServedLoop()) {
      AtomicInteger ran = new AtomicInteger();
      int[] outcomes = new int[2];
      CompletableFuture<Void> all = new CompletableFuture<>();
      List<Future<Integer>> jobs = new ArrayList<>();
      for (int i = 0; i < N; i++) {
        int n = i;
        Future<Integer> job =
            served.on(() -> served.loop.createTask(awaitJob(pool, ran, outcomes, n, all)));
        jobs.add(job);
        hesitate(i);
        job.cancel();
      }
      Threads.get(all);
      assertThat(outcomes[0] + outcomes[1]).isEqualTo(N);
      pool.shutdown();
      assertThat(pool.awaitTermination(Threads.PATIENCE, java.util.concurrent.TimeUnit.SECONDS))
          .isTrue();
      assertThat(ran.get()).isAtLeast(outcomes[0]);
      assertThat(served.reports).isEmpty();
    } finally {
      pool.shutdownNow();
    }
  }

  @Async
  private static Coroutine<Integer> awaitJob(
      ExecutorService pool, AtomicInteger ran, int[] outcomes, int i, CompletableFuture<Void> all) {
    int outcome = 1;
    try {
      Job job = new Job(ran, i);
      assertThat(await(EventLoop.running().runInExecutor(pool, job))).isEqualTo(i);
      outcome = 0;
      return Coroutine.of(i);
    } catch (CancelledError e) {
      throw e;
    } finally {
      outcomes[outcome]++;
      if (outcomes[0] + outcomes[1] == N) {
        all.complete(null);
      }
    }
  }

  private record Job(AtomicInteger ran, int value)
      implements java.util.concurrent.Callable<Integer> {
    @Override
    public Integer call() {
      ran.incrementAndGet();
      return value;
    }
  }
}
