// SPDX-License-Identifier: Apache-2.0
package dev.continuo.signals;

import static com.google.common.truth.Truth.assertThat;
import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.createTask;
import static dev.continuo.Asyncio.runCoroutineThreadsafe;
import static dev.continuo.Asyncio.sleep;
import static dev.continuo.Asyncio.toThread;
import static dev.continuo.Asyncio.yieldNow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.continuo.Asyncio;
import dev.continuo.CancelledError;
import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.Future;
import dev.continuo.Runner;
import dev.continuo.annotation.Async;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of calls on other threads when the runner closes. */
@Timeout(60)
class ThreadsAtCloseTest {

  private final List<String> seen = Collections.synchronizedList(new ArrayList<>());

  @Test
  void closeWaitsForThreadsThatNobodyAwaitsAnyMore() {
    CountDownLatch cancelled = new CountDownLatch(1);
    Asyncio.run(
        () -> {
          EventLoop loop = EventLoop.running();
          CountDownLatch begun = new CountDownLatch(1);
          createTask(
              releasing(
                  cancelled,
                  toThread(
                      () -> {
                        begun.countDown();
                        cancelled.await();
                        // The loop still runs, and so nothing is rejected.
                        runCoroutineThreadsafe(sleep(Duration.ZERO), loop).get();
                        seen.add("thread ended");
                        return null;
                      })));
          await(toThread(() -> counted(begun)));
          return Coroutine.done();
        });
    assertThat(seen).containsExactly("cancelled", "thread ended").inOrder();
  }

  @Async
  private Coroutine<Void> releasing(CountDownLatch latch, Coroutine<Void> call) {
    try {
      await(call);
    } catch (CancelledError e) {
      seen.add("cancelled");
      latch.countDown();
      throw e;
    }
    return Coroutine.done();
  }

  private static boolean counted(CountDownLatch latch) throws InterruptedException {
    latch.await();
    return true;
  }

  @Test
  void theWaitingForThreadsHasALimit() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    CountDownLatch begun = new CountDownLatch(1);
    List<String> log =
        logged(
            () -> {
              try (Runner runner = Runner.builder().threadsLimit(Duration.ofMillis(1)).build()) {
                runner.run(
                    Asyncio.async(
                        () -> {
                          createTask(
                              toThread(
                                  () -> {
                                    begun.countDown();
                                    return counted(end);
                                  }));
                          await(toThread(() -> counted(begun)));
                          return Coroutine.done();
                        }));
              }
            });
    end.countDown();
    assertThat(log).containsExactly("the event loop closes while calls of toThread still run: 1");
  }

  @Test
  void anInterruptionEndsTheWaitingForThreads() {
    CountDownLatch end = new CountDownLatch(1);
    Thread here = Thread.currentThread();
    Runner runner = new Runner();
    runner.run(
        Asyncio.async(
            () -> {
              CountDownLatch begun = new CountDownLatch(1);
              Future<Boolean> call =
                  createTask(
                      toThread(
                          () -> {
                            begun.countDown();
                            return counted(end);
                          }));
              // Cancelled last of all, when only the thread is left to wait for.
              call.addDoneCallback(f -> new Thread(here::interrupt).start());
              await(toThread(() -> counted(begun)));
              return Coroutine.done();
            }));
    runner.close();
    assertThat(Thread.interrupted()).isTrue();
    end.countDown();
  }

  @Test
  void resultsOfOtherExecutorsReachTasksThatStillCleanUp() throws Exception {
    ExecutorService executor = Executors.newSingleThreadExecutor();
    try {
      Asyncio.run(
          () -> {
            createTask(cleansUpOn(executor));
            await(yieldNow());
            return Coroutine.done();
          });
    } finally {
      executor.shutdown();
    }
    assertThat(seen).containsExactly("saved");
  }

  @Async
  private Coroutine<Void> cleansUpOn(ExecutorService executor) {
    try {
      await(sleep(Duration.ofHours(1)));
    } finally {
      seen.add(await(EventLoop.running().runInExecutor(executor, () -> "saved")));
    }
    return Coroutine.done();
  }

  @Test
  void aJobThatFailsAfterItsLoopWasClosedIsLogged() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    ExecutorService executor = Executors.newSingleThreadExecutor();
    List<String> log =
        logged(
            () -> {
              Asyncio.run(
                  () -> {
                    Future<Object> fails =
                        EventLoop.running()
                            .runInExecutor(
                                executor,
                                () -> {
                                  end.await();
                                  throw new IllegalStateException("too late");
                                });
                    Future<String> ends =
                        EventLoop.running().runInExecutor(executor, () -> "too late, too");
                    seen.add(fails.isDone() + " " + ends.isDone());
                    return Coroutine.done();
                  });
              end.countDown();
              executor.submit(() -> {}).get();
            });
    executor.shutdown();
    assertThat(log)
        .containsExactly("Exception in a job that ended after its event loop was closed");
  }

  @Test
  void anExecutorThatTakesNoJobSaysSoToTheCaller() {
    ExecutorService executor = Executors.newSingleThreadExecutor();
    executor.shutdown();
    Asyncio.run(
        () -> {
          assertThrows(
              RejectedExecutionException.class,
              () -> EventLoop.running().runInExecutor(executor, () -> 1));
          return Coroutine.done();
        });
  }

  @Test
  void whatCanNoLongerReachALoopOnAnExecutorIsLogged() throws Exception {
    ExecutorService executor = Executors.newSingleThreadExecutor();
    EventLoop loop = EventLoop.on(executor);
    Future<String> future = loop.createFuture();
    executor.shutdown();
    List<String> log = logged(() -> future.setResult("too late"));
    assertThat(log).hasSize(1);
    assertThat(log.get(0)).endsWith(" is lost");
    assertThat(future.isDone()).isFalse();
  }

  private interface Action {
    void run() throws Exception;
  }

  private static List<String> logged(Action action) throws Exception {
    List<String> messages = Collections.synchronizedList(new ArrayList<>());
    Logger logger = Logger.getLogger("dev.continuo");
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord record) {
            messages.add(record.getMessage());
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    logger.addHandler(handler);
    logger.setUseParentHandlers(false);
    try {
      action.run();
    } finally {
      logger.removeHandler(handler);
      logger.setUseParentHandlers(true);
    }
    return messages;
  }
}
