// SPDX-License-Identifier: Apache-2.0
// since: 8
import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.each;
import static dev.continuo.Asyncio.emit;
import static dev.continuo.weaver.Scenario.later;
import static dev.continuo.weaver.Scenario.log;
import static dev.continuo.weaver.Scenario.stage;

import dev.continuo.AsyncIterator;
import dev.continuo.Coroutine;
import dev.continuo.Future;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** All return types of an {@code @Async} method, and generators. */
class ReturnTypes {
  @Async
  static Coroutine<String> run() { // returns: end
    Coroutine<String> lazy = coroutine();
    log("lazy"); // logs: lazy
    log(await(lazy)); // logs: c
    Task<String> task = task();
    log("scheduled " + task.isDone()); // logs: scheduled false
    log(await(task)); // logs: t
    log(await(future())); // logs: f
    log(await(completableFuture())); // logs: cf
    log(await(completionStage())); // logs: cs
    AsyncIterator<Integer> numbers = generator(3);
    while (await(numbers.hasNext())) {
      log(numbers.next()); // logs: 0 | 1 | 2
    }
    for (int i : each(generator(2))) {
      log(i * await(later(10))); // logs: 0 | 10
    }
    AsyncIterator<Integer> closed = generator(9);
    log(await(closed.hasNext())); // logs: true
    await(closed.closeAsync());
    log(await(closed.hasNext())); // logs: false
    for (int i : each(delegating())) {
      log(i); // logs: -1 | 0 | 1
    }
    return Coroutine.of("end");
  }

  @Async
  static Coroutine<String> coroutine() {
    log("runs"); // logs: runs
    return Coroutine.of(await(later("c")));
  }

  @Async
  static Task<String> task() {
    log("task runs"); // logs: task runs
    await(later(1));
    return Task.of("t");
  }

  @Async
  static Future<String> future() {
    return Future.of(await(stage("f")));
  }

  @Async
  static CompletableFuture<String> completableFuture() {
    log("at once"); // logs: at once
    return CompletableFuture.completedFuture(await(later("cf")));
  }

  @Async
  static CompletionStage<String> completionStage() {
    await(later(1));
    return stage("cs");
  }

  @Async
  static AsyncIterator<Integer> generator(int n) {
    try {
      for (int i = 0; i < n; i++) {
        emit(await(later(i)));
      }
    } finally {
      log(await(later("finally " + n))); // logs: finally 3 | finally 2 | finally 9 | finally 2
    }
    return AsyncIterator.end();
  }

  @Async
  static AsyncIterator<Integer> delegating() {
    emit(-1);
    return generator(2);
  }
}
