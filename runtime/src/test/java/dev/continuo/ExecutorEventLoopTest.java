// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

import static com.google.common.truth.Truth.assertThat;
import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.createTask;
import static dev.continuo.Asyncio.runCoroutineThreadsafe;
import static dev.continuo.Asyncio.sleep;
import static dev.continuo.Asyncio.timeout;
import static dev.continuo.Asyncio.toThread;
import static dev.continuo.Asyncio.yieldNow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.continuo.annotation.Async;
import java.awt.EventQueue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code EventLoop.on} with a plain executor and the event thread of a user interface. */
@Timeout(60)
class ExecutorEventLoopTest {

  private static final Duration LONG = Duration.ofHours(1);

  private final ExecutorService executor = Executors.newSingleThreadExecutor();
  private final EventLoop loop = EventLoop.on(executor);
  private final List<String> seen = Collections.synchronizedList(new ArrayList<>());

  @BeforeEach
  void headless() {
    System.setProperty("java.awt.headless", "true");
  }

  @AfterEach
  void shutDown() throws InterruptedException {
    executor.shutdownNow();
    assertThat(executor.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
  }

  private static <T> T on(Executor executor, java.util.concurrent.Callable<T> call)
      throws Exception {
    CompletableFuture<T> result = new CompletableFuture<>();
    executor.execute(
        () -> {
          try {
            result.complete(call.call());
          } catch (Throwable t) {
            result.completeExceptionally(t);
          }
        });
    return result.get();
  }

  /** Timers, threads, tasks and limits, always on the one thread. */
  @Async
  private Coroutine<String> tour(EventLoop its) {
    Thread thread = Thread.currentThread();
    assertThat(EventLoop.running()).isSameInstanceAs(its);
    await(sleep(Duration.ofMillis(1)));
    Task<String> other = createTask(sleep(Duration.ofMillis(1), "task"));
    String called = await(toThread(() -> "thread"));
    try {
      await(timeout(Duration.ofMillis(1), () -> sleep(LONG)));
    } catch (AsyncTimeoutException e) {
      seen.add("timeout");
    }
    seen.add(await(other));
    assertThat(Thread.currentThread()).isSameInstanceAs(thread);
    return Coroutine.of(called);
  }

  @Test
  void aCoroutineRunsOnAPlainExecutor() throws Exception {
    assertThat(runCoroutineThreadsafe(tour(loop), loop).get()).isEqualTo("thread");
    assertThat(seen).containsExactly("timeout", "task").inOrder();
  }

  @Test
  void aCoroutineRunsOnTheEventThreadOfAUserInterface() throws Exception {
    EventLoop swing = EventLoop.on(EventQueue::invokeLater);
    assertThat(
            runCoroutineThreadsafe(
                    Asyncio.async(
                        () -> {
                          assertThat(EventQueue.isDispatchThread()).isTrue();
                          return tour(swing);
                        }),
                    swing)
                .get())
        .isEqualTo("thread");
    // An event handler, which is no callback of the loop, starts a task and cancels it.
    Task<Void> task = on(EventQueue::invokeLater, () -> swing.createTask(waits()));
    on(EventQueue::invokeLater, task::cancel);
    assertThrows(CancellationException.class, () -> awaitOutside(swing, task));
    assertThat(seen).containsExactly("timeout", "task", "cancelled").inOrder();
  }

  private static <T> T awaitOutside(EventLoop its, Future<T> future) throws Exception {
    return runCoroutineThreadsafe(Asyncio.async(future::asCoroutine), its).get();
  }

  @Async
  private Coroutine<Void> waits() {
    try {
      await(sleep(LONG));
    } catch (CancelledError e) {
      seen.add("cancelled");
      throw e;
    }
    return Coroutine.done();
  }

  @Test
  void aBusyTaskLetsTheExecutorsOtherJobsRun() throws Exception {
    AtomicBoolean end = new AtomicBoolean();
    CompletableFuture<Void> busy = runCoroutineThreadsafe(spins(end), loop);
    executor.execute(() -> end.set(true));
    busy.get();
  }

  @Async
  private static Coroutine<Void> spins(AtomicBoolean end) {
    while (!end.get()) {
      await(yieldNow());
    }
    return Coroutine.done();
  }

  @Test
  void onAnExecutorThatRunsJobsAtOnceTheStackDoesNotGrow() {
    EventLoop direct = EventLoop.on(Runnable::run);
    Task<Integer> task = direct.createTask(depths(10_000));
    assertThat(task.result()).isLessThan(10);
  }

  /** By how much the stack was deeper at one time than at another. */
  @Async
  private static Coroutine<Integer> depths(int n) {
    List<Integer> depths = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      await(yieldNow());
      depths.add(new Throwable().getStackTrace().length);
    }
    return Coroutine.of(Collections.max(depths) - Collections.min(depths));
  }

  @Test
  void twoLoopsShareAnExecutor() throws Exception {
    EventLoop other = EventLoop.on(executor);
    assertThat(
            on(
                executor,
                () -> {
                  Task<String> a = loop.createTask(sleep(Duration.ofMillis(1), "a"));
                  Task<String> b = other.createTask(sleep(Duration.ofMillis(1), "b"));
                  assertThrows(IllegalStateException.class, EventLoop::running);
                  return List.of(a, b);
                }))
        .hasSize(2);
    assertThat(runCoroutineThreadsafe(tour(loop), loop).get()).isEqualTo("thread");
    assertThat(runCoroutineThreadsafe(tour(other), other).get()).isEqualTo("thread");
  }

  @Test
  void aRunnerRunsInsideAJobButNotInsideATask() throws Exception {
    assertThat(on(executor, () -> Asyncio.run(sleep(Duration.ZERO, "run")))).isEqualTo("run");
    ExecutionException e =
        assertThrows(
            ExecutionException.class,
            () ->
                runCoroutineThreadsafe(
                        Asyncio.async(
                            () -> {
                              Asyncio.run(Coroutine.done());
                              return Coroutine.done();
                            }),
                        loop)
                    .get());
    assertThat(e)
        .hasCauseThat()
        .hasMessageThat()
        .isEqualTo("Asyncio.run() cannot be called from a running event loop");
  }

  @Test
  void itCannotBeRunByHand() {
    for (var run :
        List.<org.junit.jupiter.api.function.Executable>of(
            loop::runForever, () -> loop.runUntilComplete(loop.createFuture()))) {
      assertThat(assertThrows(IllegalStateException.class, run))
          .hasMessageThat()
          .isEqualTo("an event loop on an executor runs by itself");
    }
  }

  @Test
  void inDebugModeItsThreadMayUseItAndOthersMayNot() throws Exception {
    loop.setDebug(true);
    runCoroutineThreadsafe(Coroutine.done(), loop).get();
    Task<Void> task = on(executor, () -> loop.createTask(Coroutine.done()));
    Exception e = assertThrows(IllegalStateException.class, () -> loop.callSoon(() -> {}));
    assertThat(e).hasMessageThat().startsWith("called on thread ");
    awaitOutside(loop, task);
  }

  @Test
  void whenTheExecutorIsShutDownCallsSaySo() throws Exception {
    CompletableFuture<Void> waiting = runCoroutineThreadsafe(waits(), loop);
    on(executor, () -> null);
    executor.shutdown();
    List<IllegalStateException> errors = new ArrayList<>();
    errors.add(assertThrows(IllegalStateException.class, () -> loop.execute(() -> {})));
    errors.add(
        assertThrows(
            IllegalStateException.class, () -> runCoroutineThreadsafe(waits(), loop).get()));
    errors.add(assertThrows(IllegalStateException.class, () -> loop.callLater(LONG, () -> {})));
    for (IllegalStateException e : errors) {
      assertThat(e)
          .hasMessageThat()
          .isEqualTo(
              "the executor of the event loop takes no more jobs, so its tasks cannot go on: "
                  + executor);
    }
    assertThat(waiting.isDone()).isFalse();
  }

  @Test
  void whatIsReadyRunsToItsEndWhenTheExecutorIsShutDownMeanwhile() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    executor.execute(
        () -> {
          begun.countDown();
          try {
            go.await();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
    begun.await();
    CompletableFuture<Integer> result = runCoroutineThreadsafe(depths(1000), loop);
    executor.shutdown();
    go.countDown();
    assertThat(result.get()).isLessThan(10);
  }

  @Test
  void closingTellsOfTheTasksThatAreLeftAndTheirTimersAreGone() throws Exception {
    List<String> reports = new ArrayList<>();
    loop.setExceptionHandler(
        (l, error) -> reports.add(error.message() + ": " + error.task().name()));
    Task<Void> task = on(executor, () -> loop.createTask(waits()));
    task.setName("left");
    on(executor, () -> null);
    on(
        executor,
        () -> {
          loop.close();
          return null;
        });
    assertThat(reports).containsExactly("Task was pending when its event loop was closed: left");
    assertThrows(IllegalStateException.class, () -> loop.execute(() -> {}));
    assertThat(task.isDone()).isFalse();
  }

  @Test
  void cancellingWhatAnotherThreadGotCancelsTheTask() throws Exception {
    CompletableFuture<Void> waiting = runCoroutineThreadsafe(waits(), loop);
    on(executor, () -> null);
    waiting.cancel(false);
    assertThrows(CancellationException.class, waiting::join);
    on(executor, () -> null);
    on(executor, () -> null);
    assertThat(seen).containsExactly("cancelled");
  }
}
