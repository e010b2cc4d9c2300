// SPDX-License-Identifier: Apache-2.0
import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.each;
import static dev.continuo.Asyncio.emit;
import static dev.continuo.Asyncio.sleep;

import dev.continuo.AsyncCallable;
import dev.continuo.AsyncIterable;
import dev.continuo.AsyncIterator;
import dev.continuo.Asyncio;
import dev.continuo.Awaitable;
import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import java.time.Duration;
import java.util.function.Function;

class AwaitNotWoven {
  Object field = await(Coroutine.of(1)); // error: await stands in a constructor or in the initializer of a field; await in a static @Async factory method, and pass what it gave to the constructor [AwaitNotWoven]

  static class Loaded {
    static final int N = await(Coroutine.of(1)); // error: await stands in a static initializer; await in an @Async method that is called when the value is needed [AwaitNotWoven]
  }

  void plain() {
    int before = 1; int n = before + Asyncio.<Integer>await(Coroutine.of(1)); // error: await stands in a method that is not @Async; annotate the method with @Async and let it return Coroutine, Task, Future, AsyncIterator, CompletableFuture or CompletionStage [AwaitNotWoven]
  }

  void elements(AsyncIterable<String> source) {
    for (String s : each(source)) { // error: each stands in a method that is not @Async; annotate the method with @Async and let it return Coroutine, Task, Future, AsyncIterator, CompletableFuture or CompletionStage [AwaitNotWoven]
      System.out.println(s);
    }
  }

  AsyncIterator<String> generator() {
    emit(""); // error: emit stands in a method that is not @Async; annotate the method with @Async and let it return Coroutine, Task, Future, AsyncIterator, CompletableFuture or CompletionStage [AwaitNotWoven]
    return AsyncIterator.end();
  }

  @Async
  Coroutine<Void> inner() {
    await(sleep(Duration.ZERO));
    Runnable r =
        () -> await(sleep(Duration.ZERO)); // error: await stands in a lambda that returns nothing awaitable; let the lambda's functional type return Coroutine, Task, Future, AsyncIterator, CompletableFuture or CompletionStage [AwaitNotWoven]
    r.run();
    return Coroutine.done();
  }

  Function<Awaitable<String>, String> reference() {
    return Asyncio::await; // error: await is used as a method reference, which cannot suspend its caller; call it in the body of an @Async method or of a lambda that returns a Coroutine [AwaitNotWoven]
  }

  static class Good {
    AsyncCallable<Integer> fine() {
      return () -> Coroutine.of(await(Coroutine.of(1)));
    }

    @Async
    static Coroutine<Integer> number() {
      return Coroutine.of(await(Coroutine.of(1)));
    }
  }
}
