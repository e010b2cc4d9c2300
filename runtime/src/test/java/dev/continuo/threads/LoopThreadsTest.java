// SPDX-License-Identifier: Apache-2.0
package dev.continuo.threads;

import static com.google.common.truth.Truth.assertThat;
import static dev.continuo.threads.Threads.hesitate;

import dev.continuo.EventLoop;
import dev.continuo.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** {@code execute} and {@code stop}: nothing is lost, done twice or out of order. */
class LoopThreadsTest {

  private static final int CALLS = 20_000;
  private static final int ROUNDS = 20_000;

  @Test
  void whatManyThreadsExecuteRunsOnceAndInTheOrderOfEach() throws Exception {
    try (ServedLoop served = new ServedLoop()) {
      manyThreads(served.loop);
    }
  }

  @Test
  void aLoopOnAPoolRunsOneCallAtATime() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try {
      manyThreads(EventLoop.on(new Serial(pool)));
      manyThreads(EventLoop.on(pool));
    } finally {
      pool.shutdown();
    }
  }

  /** What the loop runs is not synchronised: it would be damaged if two ran at the same time. */
  private static void manyThreads(EventLoop loop) throws Exception {
    List<int[]> ran = new ArrayList<>();
    CompletableFuture<Void> all = new CompletableFuture<>();
    Threads threads = new Threads();
    for (int t = 0; t < 4; t++) {
      int thread = t;
      threads.each(
          CALLS,
          i ->
              loop.execute(
                  () -> {
                    ran.add(new int[] {thread, i});
                    if (ran.size() == 4 * CALLS) {
                      all.complete(null);
                    }
                  }));
    }
    threads.run();
    Threads.get(all);
    int[] next = new int[4];
    for (int[] call : ran) {
      assertThat(call[1]).isEqualTo(next[call[0]]++);
    }
  }

  @Test
  void aLoopThatFallsAsleepHearsWhoCalls() throws Exception {
    try (ServedLoop served = new ServedLoop(EventLoop.create())) {
      pingPong(served.loop, ROUNDS);
    }
    try (ServedLoop served = new ServedLoop(new SpinningLoop())) {
      pingPong(served.loop, Threads.STRESS * 4 * ROUNDS);
    }
  }

  @Test
  void aLoopOnAPoolThatComesToItsEndHearsWhoCalls() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(2);
    try {
      pingPong(EventLoop.on(new Serial(pool)), ROUNDS);
      pingPong(EventLoop.on(pool), ROUNDS);
    } finally {
      pool.shutdown();
    }
  }

  private volatile int answer;

  /** Each answer has the loop fall asleep at the moment of the next call. */
  private void pingPong(EventLoop loop, int rounds) {
    answer = -1;
    // On a machine that is busy a round may take a thousand times as long: then fewer must do.
    long end = System.nanoTime() + Threads.STRESS * 2_000_000_000L;
    for (int i = 0; i < rounds && System.nanoTime() < end; i++) {
      int round = i;
      loop.execute(() -> answer = round);
      Threads.spinUntil(() -> answer == round);
      hesitate(i);
    }
  }

  @Test
  void aLoopOnTheThreadsOfItsCallersRunsWhatTwoExecuteAtTheSameMoment() throws Exception {
    int n = Threads.STRESS * 3_000;
    EventLoop[] loops = new EventLoop[n];
    int[] ran = new int[n];
    for (int i = 0; i < n; i++) {
      loops[i] = EventLoop.on(Runnable::run);
    }
    Meeting meeting = new Meeting();
    new Threads()
        .each(
            n,
            i -> {
              meeting.first(i);
              loops[i].execute(() -> ran[i]++);
            })
        .each(
            n,
            i -> {
              meeting.second(i);
              hesitate(i);
              loops[i].execute(() -> ran[i]++);
              loops[i].execute(() -> ran[i]++);
            })
        .run();
    for (int i = 0; i < n; i++) {
      assertThat(ran[i]).isEqualTo(3);
    }
  }

  /** Has two threads go from step to step together. */
  private static final class Meeting {
    private volatile int first = -1;
    private volatile int second = -1;

    void first(int step) {
      first = step;
      Threads.spinUntil(() -> second >= step);
    }

    void second(int step) {
      second = step;
      Threads.spinUntil(() -> first >= step);
    }
  }

  @Test
  void stopIsHeardWhetherTheLoopSleepsOrNot() throws Exception {
    EventLoop loop = EventLoop.create();
    ArrayBlockingQueue<Integer> running = new ArrayBlockingQueue<>(1);
    var runs =
        Threads.start(
            () -> {
              for (int i = 0; i < ROUNDS / 10; i++) {
                int round = i;
                loop.callSoon(() -> running.add(round));
                loop.runForever();
              }
              loop.close();
              return loop.isClosed();
            });
    for (int i = 0; i < ROUNDS / 10; i++) {
      assertThat(running.poll(Threads.PATIENCE, TimeUnit.SECONDS)).isEqualTo(i);
      hesitate(i);
      loop.stop();
    }
    assertThat(Threads.get(runs)).isTrue();
  }

  @Test
  void aFutureMayBeCompletedWhileItsLoopBeginsToRunOnAnotherThread() throws Exception {
    for (int i = 0; i < 1_000; i++) {
      EventLoop loop = EventLoop.create();
      Future<Integer> future = loop.createFuture();
      int value = i;
      new Threads()
          .add(
              () -> {
                assertThat(loop.runUntilComplete(future)).isEqualTo(value);
                loop.close();
              })
          .add(
              () -> {
                hesitate(value);
                future.setResult(value);
              })
          .run();
    }
  }

  @Test
  void threadsMayCompleteFuturesOfALoopThatDoesNotRunYet() throws Exception {
    int n = 2_000;
    EventLoop loop = EventLoop.create();
    List<Future<Integer>> futures = new ArrayList<>();
    for (int i = 0; i < 4 * n; i++) {
      futures.add(loop.createFuture());
    }
    int[] woken = {0};
    futures.forEach(f -> f.addDoneCallback(done -> woken[0]++));
    Threads threads = new Threads();
    for (int t = 0; t < 4; t++) {
      int thread = t;
      threads.each(n, i -> futures.get(4 * i + thread).setResult(i));
    }
    threads.run();
    loop.runUntilComplete(futures.get(0));
    loop.callSoon(loop::stop);
    loop.runForever();
    assertThat(woken[0]).isEqualTo(4 * n);
    loop.close();
  }

  /** Runs one after another, on any thread of a pool. */
  private static final class Serial implements Executor {
    private final Executor pool;
    private CompletableFuture<?> last = CompletableFuture.completedFuture(null);

    Serial(Executor pool) {
      this.pool = pool;
    }

    @Override
    public synchronized void execute(Runnable job) {
      last = last.thenRunAsync(job, pool);
    }
  }
}
