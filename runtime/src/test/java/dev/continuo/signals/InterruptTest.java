// SPDX-License-Identifier: Apache-2.0
package dev.continuo.signals;

import static com.google.common.truth.Truth.assertThat;
import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.createTask;
import static dev.continuo.Asyncio.sleep;
import static dev.continuo.Asyncio.toThread;
import static dev.continuo.Asyncio.yieldNow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.continuo.Asyncio;
import dev.continuo.CancelledError;
import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.Future;
import dev.continuo.annotation.Async;
import dev.continuo.testing.TestLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class InterruptTest {

  private static final Duration LONG = Duration.ofHours(1);

  private final List<String> seen = new ArrayList<>();
  private final Thread here = Thread.currentThread();

  private void interruptHere() {
    new Thread(here::interrupt).start();
  }

  @Async
  private Coroutine<Void> waits() {
    try {
      interruptHere();
      await(sleep(LONG));
    } finally {
      seen.add("flag " + Thread.currentThread().isInterrupted());
      await(yieldNow());
      seen.add("cleaned up");
    }
    return Coroutine.done();
  }

  @Test
  void anInterruptionCancelsTheMainTaskAndIsStillThereAfterwards() {
    CancelledError e = assertThrows(CancelledError.class, () -> Asyncio.run(waits()));
    assertThat(Thread.interrupted()).isTrue();
    assertThat(e).hasMessageThat().isNull();
    assertThat(seen).containsExactly("flag false", "cleaned up").inOrder();
  }

  @Test
  @SuppressWarnings("continuo:SwallowedCancellation")
  void aMainThatReturnsAValueHasDealtWithTheInterruption() {
    String result =
        Asyncio.run(
            () -> {
              try {
                await(waits());
              } catch (CancelledError e) {
                return Coroutine.of("survived");
              }
              return Coroutine.of("not cancelled");
            });
    assertThat(result).isEqualTo("survived");
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void aThreadThatIsInterruptedAlreadyCancelsMainWhenItFirstWaits() {
    here.interrupt();
    assertThrows(CancelledError.class, () -> Asyncio.run(sleep(LONG)));
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void tasksLeftBehindCleanUpUndisturbed() {
    assertThrows(
        CancelledError.class,
        () ->
            Asyncio.run(
                () -> {
                  createTask(cleansUpSlowly());
                  await(waits());
                  return Coroutine.done();
                }));
    assertThat(Thread.interrupted()).isTrue();
    assertThat(seen).containsExactly("flag false", "cleaned up", "slowly cleaned up").inOrder();
  }

  @Async
  private Coroutine<Void> cleansUpSlowly() {
    try {
      await(sleep(LONG));
    } finally {
      await(sleep(Duration.ofMillis(1)));
      seen.add("slowly cleaned up");
    }
    return Coroutine.done();
  }

  @Test
  void aBusyLoopIsInterruptedToo() {
    assertThrows(
        CancelledError.class,
        () ->
            Asyncio.<Object>run(
                () -> {
                  interruptHere();
                  while (true) {
                    await(yieldNow());
                  }
                }));
    assertThat(Thread.interrupted()).isTrue();
  }

  /** A selector does not wait while the flag is set: a loop that left it set would spin. */
  @Test
  void anInterruptedLoopWaitsAgain() {
    EventLoop loop = EventLoop.create();
    Future<Void> end = loop.createFuture();
    here.interrupt();
    loop.runUntilComplete(outlives(end));
    assertThat(Thread.interrupted()).isFalse();
    assertThat(seen).containsExactly("cancelled", "flag false").inOrder();
    loop.close();
  }

  @Async
  @SuppressWarnings("continuo:SwallowedCancellation")
  private Coroutine<Void> outlives(Future<Void> end) {
    while (!end.isDone()) {
      try {
        await(Asyncio.shield(end));
      } catch (CancelledError e) {
        seen.add("cancelled");
        EventLoop loop = EventLoop.running();
        new Thread(() -> loop.execute(() -> ends(end))).start();
      }
    }
    return Coroutine.done();
  }

  private void ends(Future<Void> end) {
    seen.add("flag " + Thread.currentThread().isInterrupted());
    end.setResult(null);
  }

  @Test
  void runForeverStopsAndTheThreadIsStillInterrupted() {
    EventLoop loop = EventLoop.create();
    interruptHere();
    loop.runForever();
    assertThat(Thread.interrupted()).isTrue();
    loop.callSoon(loop::stop);
    loop.runForever();
    assertThat(Thread.interrupted()).isFalse();
    loop.close();
  }

  @Test
  void inVirtualTimeItIsTheSame() {
    CountDownLatch end = new CountDownLatch(1);
    assertThrows(
        CancelledError.class,
        () ->
            TestLoop.run(
                () -> {
                  interruptHere();
                  try {
                    await(
                        toThread(
                            () -> {
                              end.await();
                              return null;
                            }));
                  } finally {
                    end.countDown();
                  }
                  return Coroutine.done();
                }));
    assertThat(Thread.interrupted()).isTrue();
  }
}
