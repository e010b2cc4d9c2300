// SPDX-License-Identifier: Apache-2.0
import static dev.continuo.Asyncio.await;
import static dev.continuo.weaver.Scenario.failing;
import static dev.continuo.weaver.Scenario.later;
import static dev.continuo.weaver.Scenario.log;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import dev.continuo.AsyncCallable;
import dev.continuo.Asyncio;
import dev.continuo.Awaitable;
import java.util.function.Function;
import java.util.function.Supplier;

class Misplaced {
  void plainMethod() {
    await(later(1)); // problem: await stands in a method that is not @Async; annotate the method with @Async and let it return Coroutine, Task, Future, AsyncIterator, CompletableFuture or CompletionStage
  }

  Misplaced() {
    await(later(1)); // problem: await stands in a constructor or in the initializer of a field; await in a static @Async factory method, and pass what it gave to the constructor
  }

  Runnable runnable() {
    return () -> await(later(1)); // problem: await stands in a lambda that returns nothing awaitable; let the lambda's functional type return Coroutine, Task, Future, AsyncIterator, CompletableFuture or CompletionStage
  }

  /** Hard case 54. */
  Supplier<Object> generic() {
    return () -> await(later(1)); // problem: await stands in a lambda that returns nothing awaitable; let the lambda's functional type return Coroutine, Task, Future, AsyncIterator, CompletableFuture or CompletionStage
  }

  /** Hard case 53. */
  Function<Awaitable<String>, String> reference() {
    return Asyncio::await; // problem: await is used as a method reference, which cannot suspend its caller; call it in the body of an @Async method or of a lambda that returns a Coroutine
  }

  AsyncCallable<Integer> fine() {
    return () -> Coroutine.of(await(later(1)));
  }

  @Async
  String notAwaitable() {
    log("here"); // problem: an @Async method returns java.lang.String, which is not awaitable; return Coroutine, Task, Future, AsyncIterator, CompletableFuture or CompletionStage
    return "";
  }
}
