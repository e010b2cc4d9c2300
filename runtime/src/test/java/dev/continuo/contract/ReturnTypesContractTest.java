// SPDX-License-Identifier: Apache-2.0
package dev.continuo.contract;

import static com.google.common.truth.Truth.assertThat;
import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.each;
import static dev.continuo.Asyncio.emit;
import static dev.continuo.Asyncio.yieldNow;

import dev.continuo.AsyncIterable;
import dev.continuo.AsyncIterator;
import dev.continuo.Awaitable;
import dev.continuo.Coroutine;
import dev.continuo.Future;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import dev.continuo.testing.TestLoop;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** What an async method may return, as in the published contract. */
class ReturnTypesContractTest {

  // ---- what an async method may return

  @Async
  Coroutine<String> coroutine() {
    return Coroutine.of("coroutine");
  }

  @Async
  Task<String> task() {
    return Task.of("task");
  }

  @Async
  Future<String> future() {
    return Future.of("future");
  }

  @Async
  CompletableFuture<String> completableFuture() {
    await(yieldNow());
    return CompletableFuture.completedFuture("completableFuture");
  }

  @Async
  CompletionStage<String> stage() {
    await(yieldNow());
    return CompletableFuture.completedStage("stage");
  }

  @Async
  AsyncIterator<String> generator() {
    emit("element");
    emit(null);
    return AsyncIterator.end();
  }

  @Async
  Coroutine<Void> throwsIo() throws IOException {
    throw new IOException("io");
  }

  @Test
  void everyReturnTypeCanBeAwaited() {
    List<String> seen = new ArrayList<>();
    TestLoop.run(
        () -> {
          seen.add(await(coroutine()));
          seen.add(await(task()));
          seen.add(await(future()));
          seen.add(await(completableFuture()));
          seen.add(await(stage()));
          for (String element : each(generator())) {
            seen.add(element);
          }
          AsyncIterable<String> iterable = this::generator;
          for (String element : each(iterable)) {
            seen.add(element);
          }
          Awaitable<String> own = () -> Coroutine.of("own awaitable");
          seen.add(await(own));
          return Coroutine.done();
        });
    assertThat(seen)
        .containsExactly(
            "coroutine",
            "task",
            "future",
            "completableFuture",
            "stage",
            "element",
            null,
            "element",
            null,
            "own awaitable")
        .inOrder();
  }

  @Test
  void aDeclaredExceptionCanBeCaught() {
    TestLoop.run(
        () -> {
          try {
            await(throwsIo(), IOException.class);
          } catch (IOException e) {
            assertThat(e).hasMessageThat().isEqualTo("io");
          }
          try {
            await(CompletableFuture.failedStage(new IOException("stage")), IOException.class);
            return Coroutine.failed(new AssertionError("not thrown"));
          } catch (IOException e) {
            assertThat(e).hasMessageThat().isEqualTo("stage");
          }
          return Coroutine.done();
        });
  }
}
