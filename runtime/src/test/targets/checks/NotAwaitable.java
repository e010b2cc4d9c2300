// SPDX-License-Identifier: Apache-2.0
import dev.continuo.AsyncIterator;
import dev.continuo.Coroutine;
import dev.continuo.Future;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

class NotAwaitable {
  @Async
  String text() { // error: an @Async method returns java.lang.String, which is not awaitable; return Coroutine, Task, Future, AsyncIterator, CompletableFuture or CompletionStage [NotAwaitable]
    return "";
  }

  @Async
  static void nothing() { // error: an @Async method returns void, which is not awaitable; return Coroutine, Task, Future, AsyncIterator, CompletableFuture or CompletionStage [NotAwaitable]
    System.out.println();
  }

  @Async
  java.util.concurrent.Future<String> ofTheJdk() { // error: an @Async method returns java.util.concurrent.Future, which is not awaitable; return Coroutine, Task, Future, AsyncIterator, CompletableFuture or CompletionStage [NotAwaitable]
    return null;
  }

  static class Good {
    @Async
    Coroutine<String> coroutine() {
      return Coroutine.of("");
    }

    @Async
    Task<String> task() {
      return Task.of("");
    }

    @Async
    Future<String> future() {
      return Future.of("");
    }

    @Async
    AsyncIterator<String> iterator() {
      return AsyncIterator.end();
    }

    @Async
    CompletableFuture<String> completableFuture() {
      return CompletableFuture.completedFuture("");
    }

    @Async
    CompletionStage<String> stage() {
      return CompletableFuture.completedFuture("");
    }
  }
}
