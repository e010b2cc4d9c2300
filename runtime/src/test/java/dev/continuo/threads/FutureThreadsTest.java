// SPDX-License-Identifier: Apache-2.0
package dev.continuo.threads;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static dev.continuo.Asyncio.await;
import static dev.continuo.threads.Threads.hesitate;

import dev.continuo.CancelledError;
import dev.continuo.Coroutine;
import dev.continuo.Future;
import dev.continuo.InvalidStateException;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Futures and tasks that several threads end at once: one wins, and all who wait hear of it. */
@SuppressWarnings("continuo:SwallowedCancellation") // they are counted, not lost
class FutureThreadsTest {

  private static final int N = 4_000;

  /** What came of one future. */
  private static final class Ended {
    Future<String> future;
    int taskWoken;
    int callbacks;
    Object seen;
  }

  @Test
  void oneOfThoseWhoCompleteAFutureWinsAndEachWaiterIsWokenOnce() throws Exception {
    try (ServedLoop served = new ServedLoop()) {
      List<Ended> all = served.on(() -> waitedFor(served));
      AtomicInteger refused = new AtomicInteger();
      AtomicInteger cancels = new AtomicInteger();
      new Threads()
          .each(N, i -> attempt(refused, () -> all.get(i).future.setResult("a")))
          .each(N, i -> attempt(refused, () -> all.get(i).future.setResult("b")))
          .each(N, i -> attempt(refused, () -> all.get(i).future.setException(new Wanted())))
          .each(N, i -> cancels.addAndGet(all.get(i).future.cancel() ? 1 : 0))
          .run();
      served.on(() -> null);
      int completed = served.on(() -> check(all));
      served.on(() -> null);
      assertThat(served.reports.stream().allMatch(InvalidStateException.class::isInstance))
          .isTrue();
      assertThat(refused.get() + served.reports.size()).isEqualTo(3 * N - completed);
      assertThat(cancels.get()).isAtLeast(N - completed);
    }
  }

  private static final class Wanted extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private static void attempt(AtomicInteger refused, Runnable completion) {
    try {
      completion.run();
    } catch (InvalidStateException e) {
      refused.incrementAndGet();
    }
  }

  private static List<Ended> waitedFor(ServedLoop served) {
    List<Ended> all = new ArrayList<>();
    for (int i = 0; i < N; i++) {
      Ended ended = new Ended();
      ended.future = served.loop.createFuture();
      ended.future.addDoneCallback(f -> ended.callbacks++);
      served.loop.createTask(seeEnd(ended));
      ended.future.addDoneCallback(f -> ended.callbacks++);
      all.add(ended);
    }
    return all;
  }

  @Async
  private static Coroutine<Void> seeEnd(Ended ended) {
    try {
      ended.seen = await(ended.future);
    } catch (Wanted | CancelledError e) {
      ended.seen = e;
    }
    ended.taskWoken++;
    return Coroutine.done();
  }

  /** Runs when all is over; gives how many were not cancelled. */
  private static int check(List<Ended> all) {
    int completed = 0;
    for (Ended ended : all) {
      assertThat(ended.taskWoken).isEqualTo(1);
      assertThat(ended.callbacks).isEqualTo(2);
      if (ended.future.isCancelled()) {
        assertThat(ended.seen).isInstanceOf(CancelledError.class);
      } else {
        completed++;
        Throwable failure = ended.future.exception();
        assertThat(ended.seen).isEqualTo(failure != null ? failure : ended.future.result());
      }
    }
    return completed;
  }

  @Test
  void aTaskCancelledFromSeveralThreadsCleansUpOnceAndIsCancelled() throws Exception {
    try (ServedLoop served = new ServedLoop()) {
      int[] cleaned = new int[N];
      List<Task<Void>> tasks = new ArrayList<>();
      CompletableFuture<Void> all = new CompletableFuture<>();
      served.on(
          () -> {
            int[] left = {N};
            for (int i = 0; i < N; i++) {
              Task<Void> task = served.loop.createTask(sleepAndCleanUp(cleaned, i));
              task.addDoneCallback(
                  t -> {
                    if (--left[0] == 0) {
                      all.complete(null);
                    }
                  });
              tasks.add(task);
            }
            return null;
          });
      new Threads()
          .each(N, i -> tasks.get(i).cancel("a"))
          .each(N, i -> tasks.get(i).cancel("b"))
          .each(N, i -> tasks.get(N - 1 - i).cancel("c"))
          .run();
      Threads.get(all);
      for (int i = 0; i < N; i++) {
        assertThat(cleaned[i]).isAtMost(1);
        assertThat(tasks.get(i).isCancelled()).isTrue();
      }
      assertThat(served.reports).isEmpty();
    }
  }

  @Async
  private static Coroutine<Void> sleepAndCleanUp(int[] cleaned, int i) {
    try {
      await(dev.continuo.Asyncio.sleep(Duration.ofDays(1)));
    } finally {
      cleaned[i]++;
    }
    return Coroutine.done();
  }

  @Test
  void aViewThatIsCancelledWhileTheLoopCompletesTheFutureEndsAsOneOfThem() throws Exception {
    try (ServedLoop served = new ServedLoop()) {
      List<Future<String>> futures = new ArrayList<>();
      List<CompletableFuture<String>> views = new ArrayList<>();
      served.on(
          () -> {
            for (int i = 0; i < N; i++) {
              Future<String> future = served.loop.createFuture();
              futures.add(future);
              views.add(future.toCompletableFuture());
            }
            return null;
          });
      new Threads()
          .each(
              N,
              i -> {
                hesitate(i);
                views.get(i).cancel(true);
              })
          .add(() -> served.on(() -> completeAll(futures)))
          .each(N, i -> attempt(new AtomicInteger(), () -> futures.get(i).setResult("x")))
          .run();
      for (CompletableFuture<String> view : views) {
        Threads.awaitEnd(view);
      }
      served.on(() -> null);
      for (int i = 0; i < N; i++) {
        // A view may be cancelled too late for its future; it has no value that the future has not.
        assertThat(futures.get(i).isDone()).isTrue();
        if (!views.get(i).isCancelled()) {
          assertThat(views.get(i).join()).isEqualTo("x");
          assertThat(futures.get(i).isCancelled()).isFalse();
        }
      }
    }
  }

  private static Void completeAll(List<Future<String>> futures) {
    for (Future<String> future : futures) {
      if (!future.isDone()) {
        future.setResult("x");
      }
    }
    return null;
  }

  @Test
  void stagesThatOtherThreadsCompleteWakeThoseWhoAwaitThem() throws Exception {
    try (ServedLoop served = new ServedLoop()) {
      List<CompletableFuture<Integer>> a = new ArrayList<>();
      List<CompletableFuture<Integer>> b = new ArrayList<>();
      List<CompletableFuture<Integer>> sums = new ArrayList<>();
      for (int i = 0; i < N; i++) {
        a.add(new CompletableFuture<>());
        b.add(new CompletableFuture<>());
      }
      new Threads()
          .each(N, i -> a.get(i).complete(i))
          .each(N, i -> b.get(i).complete(i))
          .add(
              () -> {
                for (int i = 0; i < N; i++) {
                  int n = i;
                  sums.add(
                      served.on(
                          () ->
                              served
                                  .loop
                                  .createTask(sum(a.get(n), b.get(n)))
                                  .toCompletableFuture()));
                }
              })
          .run();
      for (int i = 0; i < N; i++) {
        assertThat(Threads.get(sums.get(i))).isEqualTo(2 * i);
      }
    }
  }

  @Async
  private static Coroutine<Integer> sum(
      CompletableFuture<Integer> a, CompletableFuture<Integer> b) {
    return Coroutine.of(await(a) + await(b));
  }

  /** Without a loop it runs on whichever thread completes what it awaits. */
  @Test
  void aMethodOfNoLoopGoesOnOnceWhicheverThreadCompletesWhatItAwaits() throws Exception {
    List<CompletableFuture<Integer>> a = new ArrayList<>();
    List<CompletableFuture<Integer>> b = new ArrayList<>();
    List<CompletableFuture<Integer>> sums = new ArrayList<>();
    List<CompletableFuture<Integer>> cancelled = new ArrayList<>();
    int[] ends = new int[N];
    int[] cancelledEnds = new int[N];
    for (int i = 0; i < N; i++) {
      a.add(new CompletableFuture<>());
      b.add(new CompletableFuture<>());
      sums.add(detached(a.get(i), b.get(i), ends, i));
      cancelled.add(detached(a.get(i), b.get(i), cancelledEnds, i));
    }
    new Threads()
        .each(N, i -> a.get(i).complete(i))
        .each(N, i -> b.get(i).complete(i))
        .each(N, i -> cancelled.get(i).cancel(true))
        .run();
    for (int i = 0; i < N; i++) {
      assertThat(Threads.get(sums.get(i))).isEqualTo(2 * i);
      Threads.awaitEnd(cancelled.get(i));
      assertWithMessage("of " + i).that(ends[i]).isEqualTo(1);
      assertWithMessage("cancelled of " + i).that(cancelledEnds[i]).isEqualTo(1);
    }
  }

  @Async
  private static CompletableFuture<Integer> detached(
      CompletableFuture<Integer> a, CompletableFuture<Integer> b, int[] ends, int i) {
    try {
      return CompletableFuture.completedFuture(await(a) + await(b));
    } finally {
      ends[i]++;
    }
  }
}
