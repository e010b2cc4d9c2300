// SPDX-License-Identifier: Apache-2.0
package dev.continuo.contract;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static dev.continuo.Asyncio.asCompleted;
import static dev.continuo.Asyncio.async;
import static dev.continuo.Asyncio.createTask;
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
import dev.continuo.Context;
import dev.continuo.ContextVar;
import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.Future;
import dev.continuo.ReturnWhen;
import dev.continuo.TaskGroup;
import dev.continuo.testing.TestLoop;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** A null argument is named by the exception. */
class NullArgumentsTest {

  private static final Duration SECOND = Duration.ofSeconds(1);

  private record NullArgument(String name, Callable<?> call) {}

  @Test
  void aNullArgumentIsNamed() throws Exception {
    Coroutine<Integer> c = Coroutine.of(1);
    TestLoop.run(
        () -> {
          EventLoop loop = EventLoop.running();
          for (NullArgument each :
              List.of(
                  new NullArgument("body", () -> async(null)),
                  new NullArgument("c", () -> createTask((Coroutine<?>) null)),
                  new NullArgument("name", () -> createTask((String) null, c)),
                  new NullArgument("context", () -> createTask((Context) null, c)),
                  new NullArgument("d", () -> sleep(null)),
                  new NullArgument("all", () -> gather((List<Coroutine<?>>) null)),
                  new NullArgument("all", () -> gatherOutcomes((List<Coroutine<?>>) null)),
                  new NullArgument("a", () -> waitFor(null, SECOND)),
                  new NullArgument("body", () -> timeout(SECOND, (AsyncCallable<?>) null)),
                  new NullArgument("futures", () -> waitUntil(null, ReturnWhen.ALL_COMPLETED)),
                  new NullArgument("when", () -> waitUntil(List.<Future<?>>of(), null)),
                  new NullArgument("all", () -> asCompleted(null)),
                  new NullArgument("a", () -> shield(null)),
                  new NullArgument("blocking", () -> toThread(null)),
                  new NullArgument("loop", () -> runCoroutineThreadsafe(c, null)),
                  new NullArgument("body", () -> TaskGroup.run(null)),
                  new NullArgument("t", () -> Coroutine.failed(null)),
                  new NullArgument("t", () -> Future.failed(null)),
                  new NullArgument("s", () -> Future.from(null)),
                  new NullArgument("n", () -> ContextVar.named(null)),
                  new NullArgument("r", () -> loop.callSoon(null)),
                  new NullArgument("d", () -> loop.callLater(null, () -> {})),
                  new NullArgument("c", () -> loop.createTask(null)),
                  new NullArgument("a", () -> loop.runUntilComplete(null)),
                  new NullArgument("e", () -> loop.runInExecutor(null, () -> 1)),
                  new NullArgument("singleThread", () -> EventLoop.on(null)),
                  new NullArgument("main", () -> run((Coroutine<?>) null)))) {
            try {
              each.call().call();
              assertWithMessage("argument %s", each.name()).fail();
            } catch (NullPointerException e) {
              assertThat(e).hasMessageThat().isEqualTo(each.name());
            }
          }
          return Coroutine.done();
        });
  }
}
