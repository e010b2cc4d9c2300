// SPDX-License-Identifier: Apache-2.0
package dev.continuo.contract;

import static com.google.common.truth.Truth.assertThat;
import static dev.continuo.Asyncio.allTasks;
import static dev.continuo.Asyncio.asCompleted;
import static dev.continuo.Asyncio.async;
import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.createTask;
import static dev.continuo.Asyncio.currentTask;
import static dev.continuo.Asyncio.each;
import static dev.continuo.Asyncio.gather;
import static dev.continuo.Asyncio.gatherOutcomes;
import static dev.continuo.Asyncio.run;
import static dev.continuo.Asyncio.runCoroutineThreadsafe;
import static dev.continuo.Asyncio.shield;
import static dev.continuo.Asyncio.sleep;
import static dev.continuo.Asyncio.timeout;
import static dev.continuo.Asyncio.toThread;
import static dev.continuo.Asyncio.waitFor;
import static dev.continuo.Asyncio.waitUntil;

import dev.continuo.AsyncCallable;
import dev.continuo.AsyncCloseable;
import dev.continuo.AsyncFunction;
import dev.continuo.AsyncIterable;
import dev.continuo.AsyncIterator;
import dev.continuo.AsyncTimeoutException;
import dev.continuo.Asyncio;
import dev.continuo.CancelledError;
import dev.continuo.Context;
import dev.continuo.ContextVar;
import dev.continuo.Coroutine;
import dev.continuo.ErrorContext;
import dev.continuo.EventLoop;
import dev.continuo.ExceptionGroup;
import dev.continuo.Future;
import dev.continuo.Handle;
import dev.continuo.InvalidStateException;
import dev.continuo.Outcome;
import dev.continuo.ReturnWhen;
import dev.continuo.Runner;
import dev.continuo.Task;
import dev.continuo.TaskGroup;
import dev.continuo.Timeout;
import dev.continuo.Token;
import dev.continuo.Waited;
import dev.continuo.testing.DeadlockException;
import dev.continuo.testing.TestLoop;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * Every name of {@code dev.continuo}, used as programs use it; that it compiles is half the test.
 */
class ApiContractTest {

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration HOUR = Duration.ofHours(1);

  // ---- Asyncio

  @Test
  void theFunctionsOfAsyncio() {
    assertThat(run(Coroutine.of(1))).isEqualTo(1);
    AsyncCallable<Integer> two = () -> Coroutine.of(2);
    assertThat(Asyncio.<Integer>run(two)).isEqualTo(2);
    TestLoop.run(
        () -> {
          Coroutine<Integer> lazy = async(() -> Coroutine.of(3));
          assertThat(await(lazy)).isEqualTo(3);
          Task<Integer> a = createTask(Coroutine.of(1));
          Task<Integer> b = createTask("b", Coroutine.of(2));
          Task<Integer> c = createTask(Context.copyCurrent(), Coroutine.of(3));
          Set<Task<?>> all = allTasks();
          assertThat(all).containsExactly(currentTask(), a, b, c).inOrder();
          Future<List<Integer>> gathered = gather(List.of(a, b, c));
          assertThat(await(gathered)).containsExactly(1, 2, 3).inOrder();
          List<Number> numbers = await(Asyncio.<Number>gather(Coroutine.of(1), Coroutine.of(2L)));
          assertThat(numbers).containsExactly(1, 2L).inOrder();
          Future<List<Outcome<Integer>>> outcomes =
              gatherOutcomes(Coroutine.of(1), Coroutine.failed(new IOException()));
          assertThat(await(outcomes).get(0)).isEqualTo(new Outcome.Success<>(1));
          assertThat(await(outcomes).get(1)).isInstanceOf(Outcome.Failure.class);
          List<Outcome<Integer>> none = await(gatherOutcomes(List.<Coroutine<Integer>>of()));
          assertThat(none).isEmpty();
          assertThat(await(waitFor(Coroutine.of(4), SECOND))).isEqualTo(4);
          assertThat(await(timeout(SECOND, () -> Coroutine.of(5)))).isEqualTo(5);
          int six = await(timeout(SECOND, limit -> Coroutine.of(6)));
          assertThat(six).isEqualTo(6);
          Waited<Task<Integer>> waited = await(waitUntil(List.of(a, b), ReturnWhen.ALL_COMPLETED));
          assertThat(waited.done()).containsExactly(a, b).inOrder();
          assertThat(waited.pending()).isEmpty();
          await(waitUntil(Set.of(a), ReturnWhen.FIRST_COMPLETED, SECOND));
          await(waitUntil(Set.of(a), ReturnWhen.FIRST_EXCEPTION, SECOND));
          for (Future<Integer> each : each(asCompleted(List.of(a, b)))) {
            assertThat(each.isDone()).isTrue();
          }
          AsyncIterable<Future<Integer>> limited = asCompleted(List.of(a), SECOND);
          assertThat(await(limited.iterator().hasNext())).isTrue();
          assertThat(await(shield(a))).isEqualTo(1);
          assertThat(await(toThread(() -> 7))).isEqualTo(7);
          CompletableFuture<Integer> safe =
              runCoroutineThreadsafe(Coroutine.of(8), EventLoop.running());
          assertThat(await(safe)).isEqualTo(8);
          assertThat(await(sleep(SECOND, 9))).isEqualTo(9);
          return Coroutine.done();
        });
  }

  @Test
  void theMembersOfCoroutinesFuturesAndTasks() {
    TestLoop.run(
        () -> {
          Coroutine<String> c = new ReturnTypesContractTest().coroutine();
          assertThat(c.name()).isEqualTo("coroutine");
          c.close();
          Coroutine<Integer> completed = Coroutine.of(1);
          assertThat(await(completed) + await(completed)).isEqualTo(2);
          Future<Integer> f = new Future<>();
          assertThat(f.loop()).isSameInstanceAs(EventLoop.running());
          Consumer<Future<Integer>> callback = done -> {};
          f.addDoneCallback(callback);
          f.addDoneCallback(Context.copyCurrent(), callback);
          assertThat(f.removeDoneCallback(callback)).isEqualTo(2);
          CompletableFuture<Integer> view = f.toCompletableFuture();
          f.setResult(1);
          assertThat(await(view)).isEqualTo(1);
          assertThat(await(Future.from(CompletableFuture.completedFuture(2)))).isEqualTo(2);
          Future<Integer> failed = new Future<>();
          failed.setException(new IOException());
          assertThat(failed.exception()).isInstanceOf(IOException.class);
          assertThat(Future.failed(new IOException()).exception()).isNotNull();
          Future<Integer> cancelled = EventLoop.running().createFuture();
          assertThat(cancelled.cancel("why") || cancelled.cancel()).isTrue();
          assertThat(cancelled.isCancelled() && cancelled.isDone()).isTrue();
          Coroutine<String> body = new ReturnTypesContractTest().coroutine();
          Task<String> task = createTask(body);
          task.setName("name");
          assertThat(task.name()).isEqualTo("name");
          assertThat(task.cancelling() + task.uncancel()).isEqualTo(0);
          assertThat(task.coroutine()).isSameInstanceAs(body);
          assertThat(task.context()).isNotNull();
          List<StackTraceElement> stack = task.stack();
          assertThat(stack).isNotNull();
          task.printStack(new PrintStream(new ByteArrayOutputStream()));
          assertThat(await(task)).isEqualTo("coroutine");
          return Coroutine.done();
        });
  }

  // ---- scopes, contexts, loops

  @Test
  void groupsRunnersAndContexts() throws Exception {
    AsyncFunction<TaskGroup, Integer> body =
        group -> {
          Task<Integer> a = group.createTask(Coroutine.of(1));
          Task<Integer> b = group.createTask("b", Coroutine.of(2));
          return Coroutine.of(await(a) + await(b));
        };
    assertThat(TestLoop.run(TaskGroup.run(body))).isEqualTo(3);
    assertThat(TestLoop.run(TaskGroup.supervised(body))).isEqualTo(3);
    AsyncFunction<TaskGroup, Void> cancels =
        group -> {
          group.cancel();
          return sleep(HOUR);
        };
    TestLoop.run(TaskGroup.run(cancels));
    try (Runner runner = Runner.builder().debug(false).loop(EventLoop::create).build()) {
      assertThat(runner.run(Coroutine.of(1))).isEqualTo(1);
      assertThat(runner.loop().isClosed()).isFalse();
    }
    ContextVar<String> v = ContextVar.named("v");
    Context context = Context.copyCurrent();
    Token<String> token = context.call(() -> v.set("inside"));
    context.run(() -> assertThat(v.get()).isEqualTo("inside"));
    context.run(() -> v.reset(token));
    assertThat(v.get("fallback")).isEqualTo("fallback");
  }

  @Test
  void theMembersOfALoop() {
    TestLoop test = new TestLoop();
    EventLoop loop = test;
    List<Object> seen = new ArrayList<>();
    BiConsumer<EventLoop, ErrorContext> handler =
        (l, error) -> {
          seen.add(error.message());
          assertThat(error.exception()).hasMessageThat().isEqualTo("callback");
          assertThat(error.task()).isNull();
          assertThat(error.future()).isNull();
        };
    loop.setExceptionHandler(handler);
    Runnable fails =
        () -> {
          throw new IllegalStateException("callback");
        };
    Handle handle = loop.callSoon(fails);
    assertThat(handle.isCancelled()).isFalse();
    loop.callSoon(Context.copyCurrent(), () -> seen.add("context"));
    loop.callLater(SECOND, () -> seen.add("later"));
    loop.callAt(loop.time() + 1, () -> seen.add("at"));
    loop.execute(() -> seen.add("execute"));
    loop.setEagerTasks(false);
    loop.setDebug(false);
    loop.setSlowCallbackDuration(HOUR);
    Executor direct = Runnable::run;
    Future<Integer> job = loop.runInExecutor(direct, () -> 1);
    Task<Integer> task = loop.createTask(Coroutine.of(2));
    test.advanceBy(SECOND);
    test.runUntilIdle();
    assertThat(job.result() + task.result()).isEqualTo(3);
    assertThat(seen.subList(1, 5)).containsExactly("context", "execute", "at", "later").inOrder();
    loop.callSoon(loop::stop);
    loop.runForever();
    assertThat(loop.<Integer>runUntilComplete(Coroutine.of(3))).isEqualTo(3);
    loop.setExceptionHandler(null);
    assertThat(loop.isRunning()).isFalse();
    loop.close();
    assertThat(loop.isClosed()).isTrue();
    EventLoop onExecutor = EventLoop.on(direct);
    assertThat(onExecutor.isClosed()).isFalse();
  }

  @Test
  void theKindsOfTheExceptions() {
    assertThat(CancelledError.class).isAssignableTo(Error.class);
    assertThat(InvalidStateException.class).isAssignableTo(IllegalStateException.class);
    assertThat(DeadlockException.class).isAssignableTo(IllegalStateException.class);
    assertThat(AsyncTimeoutException.class).isAssignableTo(RuntimeException.class);
    assertThat(ExceptionGroup.class).isAssignableTo(RuntimeException.class);
    assertThat(new CancelledError().getMessage()).isNull();
    assertThat(new CancelledError("m").getMessage()).isEqualTo("m");
    assertThat(AsyncCloseable.class).isAssignableTo(AutoCloseable.class);
    assertThat(AsyncIterator.class).isAssignableTo(AsyncCloseable.class);
    assertThat(ErrorContext.class.isRecord()).isTrue();
    assertThat(Outcome.class.isSealed()).isTrue();
    assertThat(ReturnWhen.values()).hasLength(3);
    assertThat(Timeout.class.getModifiers() & java.lang.reflect.Modifier.FINAL).isNotEqualTo(0);
  }
}
