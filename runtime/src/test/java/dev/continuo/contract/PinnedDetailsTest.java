// SPDX-License-Identifier: Apache-2.0
package dev.continuo.contract;

import static com.google.common.truth.Truth.assertThat;
import static dev.continuo.Asyncio.async;
import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.createTask;
import static dev.continuo.Asyncio.currentTask;
import static dev.continuo.Asyncio.sleep;
import static dev.continuo.Asyncio.timeout;
import static dev.continuo.Asyncio.waitFor;
import static dev.continuo.Asyncio.yieldNow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.continuo.AsyncCallable;
import dev.continuo.AsyncFunction;
import dev.continuo.AsyncTimeoutException;
import dev.continuo.CancelledError;
import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.ExceptionGroup;
import dev.continuo.Future;
import dev.continuo.Task;
import dev.continuo.TaskGroup;
import dev.continuo.Timeout;
import dev.continuo.annotation.Async;
import dev.continuo.testing.DeadlockException;
import dev.continuo.testing.TestLoop;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Details that programs rely on, and that no test of their part shows. */
@SuppressWarnings("continuo:SwallowedCancellation") // they are watched, not lost
class PinnedDetailsTest {

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration HOUR = Duration.ofHours(1);

  private final List<Object> seen = new ArrayList<>();

  @Async
  private Coroutine<Void> notes(Future<?> future) {
    try {
      await(future);
    } catch (CancelledError e) {
      seen.add(e.getMessage());
    }
    return Coroutine.done();
  }

  @Test
  void everyAwaiterOfACancelledTaskSeesItsMessage() {
    TestLoop.run(
        () -> {
          Task<Void> task = createTask(sleep(HOUR));
          Task<Void> first = createTask(notes(task));
          Task<Void> second = createTask(notes(task));
          await(yieldNow());
          task.cancel("the message");
          await(first);
          await(second);
          await(notes(task));
          return Coroutine.done();
        });
    assertThat(seen).containsExactly("the message", "the message", "the message");
  }

  @Test
  void aResultMayBeNull() {
    assertThat(TestLoop.<Object>run(() -> Coroutine.of(await(createTask(Coroutine.of(null))))))
        .isNull();
  }

  @Test
  void anAwaitedFailureIsThrownAsItIs() {
    IOException failure = new IOException("x");
    assertThat(assertThrows(IOException.class, () -> TestLoop.run(() -> Coroutine.failed(failure))))
        .isSameInstanceAs(failure);
  }

  // ---- limits

  @Test
  void aLimitTellsAndMovesItsDeadline() {
    TestLoop.run(
        () -> {
          await(sleep(SECOND));
          return timeout(
              SECOND,
              limit -> {
                assertThat(limit.deadline()).isEqualTo(2_000_000_000L);
                limit.reschedule(null);
                assertThat(limit.deadline()).isEqualTo(Long.MAX_VALUE);
                limit.reschedule(Duration.ofSeconds(5));
                assertThat(limit.deadline()).isEqualTo(6_000_000_000L);
                assertThat(limit.expired()).isFalse();
                return Coroutine.done();
              });
        });
  }

  @Test
  void anyLimitTooLongForTheClockIsAsGoodAsNone() {
    TestLoop.run(
        () -> {
          Duration ages = Duration.ofSeconds(Long.MAX_VALUE);
          await(waitFor(sleep(HOUR), ages));
          Timeout limit = await(timeout(ages, Coroutine::of));
          assertThat(limit.expired()).isFalse();
          return waitFor(sleep(HOUR), null);
        });
  }

  @Test
  void aLimitOfZeroOrLessIsOverAtOnce() {
    for (Duration limit : List.of(Duration.ZERO, Duration.ofSeconds(-5))) {
      TestLoop.run(
          () -> {
            AsyncCallable<Void> body = () -> sleep(HOUR);
            AsyncTimeoutException e =
                (AsyncTimeoutException) await(failureOf(timeout(limit, body)));
            assertThat(e.getCause()).isInstanceOf(CancelledError.class);
            assertThat(EventLoop.running().time()).isEqualTo(0);
            return Coroutine.done();
          });
    }
  }

  @Async
  private static Coroutine<Throwable> failureOf(Coroutine<?> c) {
    try {
      await(c);
      return Coroutine.of(null);
    } catch (Throwable t) {
      return Coroutine.of(t);
    }
  }

  // ---- bodies

  @Test
  void whatTheCallOfABodyThrowsIsItsFailure() {
    IOException failure = new IOException("from the call itself");
    AsyncCallable<Void> body =
        () -> {
          throw failure;
        };
    AsyncFunction<TaskGroup, Void> ofGroup =
        group -> {
          throw failure;
        };
    TestLoop.run(
        () -> {
          assertThat(await(failureOf(async(body)))).isSameInstanceAs(failure);
          assertThat(await(failureOf(timeout(SECOND, body)))).isSameInstanceAs(failure);
          ExceptionGroup group = (ExceptionGroup) await(failureOf(TaskGroup.run(ofGroup)));
          assertThat(group.exceptions()).containsExactly(failure);
          Task<Void> task = createTask(async(body));
          await(failureOf(task.asCoroutine()));
          assertThat(task.exception()).isSameInstanceAs(failure);
          return Coroutine.done();
        });
  }

  // ---- exception groups

  @Test
  void anExceptionGroupCountsAndSplits() {
    IOException io = new IOException("io");
    RuntimeException other = new RuntimeException("other");
    ExceptionGroup inner = new ExceptionGroup("inner", List.of(io));
    assertThat(inner).hasMessageThat().isEqualTo("inner (1 sub-exception)");
    ExceptionGroup outer = new ExceptionGroup("outer", List.of(other, inner));
    assertThat(outer).hasMessageThat().isEqualTo("outer (2 sub-exceptions)");
    assertThat(outer.getSuppressed()).asList().containsExactly(other, inner).inOrder();
    ExceptionGroup onlyIo = outer.subgroup(t -> t instanceof IOException);
    assertThat(onlyIo).hasMessageThat().isEqualTo("outer (1 sub-exception)");
    assertThat(((ExceptionGroup) onlyIo.exceptions().get(0)).exceptions()).containsExactly(io);
    var split = outer.split(t -> t instanceof IOException);
    assertThat(split.rest().exceptions()).containsExactly(other);
    assertThat(outer.subgroup(t -> t instanceof Error)).isNull();
  }

  @Test
  void theGroupOfATaskGroupSaysSo() {
    TestLoop.run(
        () -> {
          Throwable t =
              await(
                  failureOf(
                      TaskGroup.run(
                          group -> {
                            group.createTask(Coroutine.failed(new IOException()));
                            return sleep(HOUR);
                          })));
          assertThat(t)
              .hasMessageThat()
              .isEqualTo("unhandled errors in a TaskGroup (1 sub-exception)");
          return Coroutine.done();
        });
  }

  // ---- the edge to the JDK

  @Test
  void aCancelledErrorIsACancellationExceptionOutsideAndBackAgain() {
    TestLoop.run(
        () -> {
          Task<Void> task = createTask(sleep(HOUR));
          CompletableFuture<Void> outside = task.toCompletableFuture();
          task.cancel();
          await(failureOf(task.asCoroutine()));
          await(yieldNow());
          assertThat(outside.isCancelled()).isTrue();
          assertThrows(CancellationException.class, outside::join);
          Throwable inside = await(failureOf(Future.from(outside).asCoroutine()));
          assertThat(inside).isInstanceOf(CancelledError.class);
          assertThat(currentTask().cancelling()).isEqualTo(0);
          return Coroutine.done();
        });
  }

  // ---- the loop of tests

  @Async
  private Coroutine<Void> cleansUp(String name, Future<?> never) {
    try {
      await(never);
    } finally {
      await(sleep(SECOND));
      seen.add(name + " cleaned up");
    }
    return Coroutine.done();
  }

  @Test
  void aDeadlockIsThrownAfterTheCleanupOfAllTasks() {
    DeadlockException e =
        assertThrows(
            DeadlockException.class,
            () ->
                TestLoop.run(
                    () -> {
                      seen.add(EventLoop.running().time());
                      Future<Void> never = new Future<>();
                      createTask("a", cleansUp("a", never));
                      createTask("b", cleansUp("b", new Future<>()));
                      return cleansUp("main", new Future<>());
                    }));
    assertThat(e).hasMessageThat().contains("(T) 'a' waits for");
    assertThat(seen)
        .containsExactly(0L, "main cleaned up", "a cleaned up", "b cleaned up")
        .inOrder();
  }

  @Test
  void theClockOfALoopNeverGoesBack() {
    EventLoop loop = EventLoop.create();
    long before = loop.time();
    assertThat(loop.time() - before).isAtLeast(0);
    loop.close();
  }
}
