// SPDX-License-Identifier: Apache-2.0
package dev.continuo.inspect;

import static com.google.common.truth.Truth.assertThat;
import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.createTask;
import static dev.continuo.Asyncio.yieldNow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.continuo.AsyncTimeoutException;
import dev.continuo.Coroutine;
import dev.continuo.ExceptionGroup;
import dev.continuo.Future;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import dev.continuo.testing.TestLoop;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What printStackTrace prints of an exception that has crossed awaits. */
class StackTracesTest {

  private static final String IN_ORDER =
      """
      java.lang.IllegalStateException: no stock
      	at dev.continuo.inspect.Shop.take(throw new IllegalStateException("no stock");)
      	at dev.continuo.inspect.Shop.reserveLater(return Coroutine.of(take());)
      	at dev.continuo.inspect.Shop.order(int items = await(reserveLater());)
      """;

  /** How the trace of an exception ends that leaves the main task. */
  private static final String IN_MAIN =
      """
      	at dev.continuo.Task.run(Task 'main')
      	at dev.continuo.Runner.run(Runner.java)
      	at dev.continuo.testing.TestLoop.run(TestLoop.java)
      """;

  @Async
  private static <T> Coroutine<T> named(Coroutine<T> body) {
    dev.continuo.Asyncio.currentTask().setName("main");
    return body;
  }

  private static Throwable thrownBy(Coroutine<?> main) {
    return assertThrows(Throwable.class, () -> TestLoop.run(named(main)));
  }

  /** As printed, without the method above, which is in each, and without who called this test. */
  private static String trace(Throwable t) {
    return Sources.trace(t)
        .lines()
        .filter(line -> !line.contains("StackTracesTest.named("))
        .takeWhile(line -> !line.contains("StackTracesTest") && !line.contains("junit"))
        .map(line -> line + "\n")
        .reduce("", String::concat);
  }

  @Test
  void whatNeverWasSuspendedIsOnTheJavaStackAndOnlyTheMachineryGoes() {
    assertThat(trace(thrownBy(Shop.orderAtOnce())))
        .isEqualTo(
            """
            java.lang.IllegalStateException: no stock
            	at dev.continuo.inspect.Shop.reserve(throw new IllegalStateException("no stock");)
            	at dev.continuo.inspect.Shop.orderAtOnce(return Coroutine.of(await(reserve()) + 1);)
            """
                + IN_MAIN);
  }

  @Test
  void suspendedCallersFollowTheFrameThatWasResumed() {
    assertThat(trace(thrownBy(Shop.checkout())))
        .isEqualTo(
            IN_ORDER
                + """
                	at dev.continuo.inspect.Shop.checkout(return Coroutine.of(await(order()) + 1);)
                """
                + IN_MAIN);
  }

  private static final String IN_TASK =
      IN_ORDER
          + """
          	at dev.continuo.Task.run(Task 'order 7')
          """;

  @Test
  void whoAwaitsTheTaskFollowsTheTask() {
    assertThat(trace(thrownBy(Shop.checkoutInTask())))
        .isEqualTo(
            IN_TASK
                + """
                	at dev.continuo.inspect.Shop.checkoutInTask(return Coroutine.of(await(task) + 1);)
                """
                + IN_MAIN);
  }

  @Test
  void throughGatherAndShieldAndTwoTasks() {
    assertThat(trace(thrownBy(Shop.gathered())))
        .isEqualTo(
            IN_TASK
                + """
                	at dev.continuo.inspect.Shop.checkoutInTask(return Coroutine.of(await(task) + 1);)
                	at dev.continuo.Task.run(Task 'checkout')
                	at dev.continuo.inspect.Shop.gathered(\
                return Coroutine.of(await(gather(shield(task), sleep(SECOND, 1))).get(0));)
                """
                + IN_MAIN);
  }

  @Test
  void aGroupHasTheTraceOfItsOwnerAndEachFailureThatOfItsTask() {
    ExceptionGroup group = (ExceptionGroup) thrownBy(Shop.grouped());
    assertThat(trace(group))
        .isEqualTo(
            """
            dev.continuo.ExceptionGroup: unhandled errors in a TaskGroup (1 sub-exception)
            	at dev.continuo.TaskGroup.together(TaskGroup.java)
            	at dev.continuo.TaskGroup.exit(TaskGroup.java)
            	at dev.continuo.TaskGroup.run(TaskGroup.java)
            	at dev.continuo.inspect.Shop.grouped(return TaskGroup.run()
            """
                + IN_MAIN);
    assertThat(trace(group.exceptions().get(0))).startsWith(IN_TASK);
  }

  @Test
  void throughACompletableFuture() {
    String trace = trace(thrownBy(Shop.overStages()));
    assertThat(trace.replaceAll("Task-\\d+", "Task-N"))
        .isEqualTo(
            IN_ORDER
                + """
                	at dev.continuo.inspect.Shop.orderForOthers(\
                return CompletableFuture.completedFuture(await(order()));)
                	at dev.continuo.Task.run(Task 'Task-N')
                	at dev.continuo.inspect.Shop.overStages(\
                return Coroutine.of(await(orderForOthers()));)
                """
                + IN_MAIN);
  }

  @Test
  void aGeneratorIsFollowedByItsConsumer() {
    assertThat(trace(thrownBy(Shop.total())))
        .isEqualTo(
            IN_ORDER
                + """
                	at dev.continuo.inspect.Shop.orders(emit(await(order()));)
                	at dev.continuo.inspect.Shop.total(for (int each : each(orders())) {)
                """
                + IN_MAIN);
  }

  @Test
  void theCauseOfATimeoutIsWhereTheTaskWasWaiting() {
    Throwable timeout = thrownBy(Shop.express());
    assertThat(timeout).isInstanceOf(AsyncTimeoutException.class);
    String express =
        """
        	at dev.continuo.Timeout.run(Timeout.java)
        	at dev.continuo.inspect.Shop.express(\
        return Coroutine.of(await(timeout(SECOND, () -> delivery())));)
        """;
    assertThat(trace(timeout))
        .isEqualTo(
            """
            dev.continuo.AsyncTimeoutException
            	at dev.continuo.Timeout.exit(Timeout.java)
            """
                + express
                + IN_MAIN);
    assertThat(trace(timeout.getCause()))
        .isEqualTo(
            """
            dev.continuo.CancelledError
            	at dev.continuo.inspect.Shop.delivery(\
            return Coroutine.of(await(sleep(SECOND.multipliedBy(2), 1)));)
            """
                + express
                + """
                	at dev.continuo.Task.run(Task 'main')
                """);
  }

  @Test
  void whoAwaitsAnotherThreadFollowsThatThread() {
    String trace = trace(thrownBy(Shop.prices()));
    assertThat(trace)
        .startsWith(
            """
            java.io.IOException: no such file
            	at dev.continuo.inspect.Shop.readFile(throw new IOException("no such file");)
            	at dev.continuo.Job.run(Job.java)
            """);
    assertThat(trace)
        .endsWith(
            """
            	at dev.continuo.Threads.call(Threads.java)
            	at dev.continuo.inspect.Shop.prices(\
            return Coroutine.of(await(toThread(Shop::readFile)));)
            	at dev.continuo.Task.run(Task 'main')
            """);
  }

  @Test
  void whoAsksForTheResultIsNamedAsWhoAwaitsIt() {
    assertThat(trace(thrownBy(Shop.asked())))
        .isEqualTo(
            IN_TASK
                + """
                	at dev.continuo.Future.result(Future.java)
                	at dev.continuo.inspect.Shop.asked(return Coroutine.of(task.result());)
                """
                + IN_MAIN);
  }

  @Test
  void thrownOnceMoreItIsNotExtended() {
    assertThat(trace(thrownBy(Shop.retried())))
        .isEqualTo(
            IN_ORDER
                + """
                	at dev.continuo.inspect.Shop.retried(return Coroutine.of(await(order()));)
                """
                + IN_MAIN);
  }

  private final List<Throwable> caught = new ArrayList<>();

  @Async
  private Coroutine<Void> catches(Task<?> task) {
    try {
      await(task);
    } catch (IllegalStateException e) {
      caught.add(e);
    }
    return Coroutine.done();
  }

  @Test
  void ofSeveralThatAwaitATaskTheFirstIsNamedAndTheExceptionIsTheSame() {
    TestLoop.run(
        () -> {
          Task<?> task = createTask("order 7", Shop.order());
          await(dev.continuo.Asyncio.gather(catches(task), catches(task)));
          assertThat(caught).hasSize(2);
          assertThat(caught.get(0)).isSameInstanceAs(caught.get(1));
          assertThat(caught.get(0)).isSameInstanceAs(task.exception());
          return Coroutine.done();
        });
    assertThat(Sources.trace(caught.get(0)).split("catches\\(await", -1)).hasLength(2);
  }

  @Test
  void whoCatchesItOnTheWaySeesTheWholeTrace() {
    List<String> seen = new ArrayList<>();
    TestLoop.run(
        () -> {
          await(catchesInBetween(seen));
          return Coroutine.done();
        });
    assertThat(seen).hasSize(1);
    assertThat(seen.get(0)).startsWith(IN_ORDER);
    assertThat(seen.get(0)).contains("StackTracesTest.catchesInBetween(await(Shop.order());)");
    assertThat(seen.get(0))
        .contains("StackTracesTest.lambda$whoCatchesItOnTheWaySeesTheWholeTrace$");
  }

  @Async
  private static Coroutine<Void> catchesInBetween(List<String> seen) {
    try {
      await(Shop.order());
    } catch (IllegalStateException e) {
      seen.add(Sources.trace(e));
    }
    return Coroutine.done();
  }

  /** As exceptions are that are thrown often. */
  private static final class Stackless extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Stackless() {
      super("stackless", null, true, false);
    }
  }

  private static final RuntimeException SHARED = new RuntimeException("made once");

  @Async
  private static Coroutine<Void> fails(RuntimeException e) {
    await(yieldNow());
    throw e;
  }

  @Test
  void anExceptionWithoutAStackStaysSo() {
    Throwable thrown = thrownBy(fails(new Stackless()));
    assertThat(thrown.getStackTrace()).isEmpty();
  }

  @Test
  void anExceptionThatWasMadeElsewhereStaysAsItIs() {
    StackTraceElement[] before = SHARED.getStackTrace();
    assertThat(thrownBy(fails(SHARED))).isSameInstanceAs(SHARED);
    assertThat(SHARED.getStackTrace()).isEqualTo(before);
  }

  @Async
  private static Coroutine<Void> awaitsFailed(Future<?> failed) {
    await(failed);
    return Coroutine.done();
  }

  @Test
  void aFailureThatIsKeptAndAwaitedAgainDoesNotGrow() {
    RuntimeException kept = new RuntimeException("kept");
    Future<Object> failed = Future.failed(kept);
    assertThrows(RuntimeException.class, () -> TestLoop.run(awaitsFailed(failed)));
    int length = kept.getStackTrace().length;
    for (int i = 0; i < 3; i++) {
      assertThrows(RuntimeException.class, () -> TestLoop.run(awaitsFailed(failed)));
      assertThrows(RuntimeException.class, () -> TestLoop.run(awaitsFailed(Future.failed(kept))));
    }
    assertThat(kept.getStackTrace()).hasLength(length);
  }

  @Async
  private static Coroutine<Integer> deep(int depth) {
    return depth == 0 ? Shop.order() : Coroutine.of(await(deep(depth - 1)));
  }

  @Test
  void ofADeepChainTheInnermostAreNamed() {
    Throwable thrown = thrownBy(deep(2_000));
    assertThat(thrown.getStackTrace().length).isAtMost(1_200);
    assertThat(trace(thrown)).startsWith(IN_ORDER.substring(0, IN_ORDER.indexOf("Later")));
  }
}
