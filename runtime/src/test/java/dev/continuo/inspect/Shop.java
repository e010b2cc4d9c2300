// SPDX-License-Identifier: Apache-2.0
package dev.continuo.inspect;

import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.createTask;
import static dev.continuo.Asyncio.each;
import static dev.continuo.Asyncio.emit;
import static dev.continuo.Asyncio.gather;
import static dev.continuo.Asyncio.shield;
import static dev.continuo.Asyncio.sleep;
import static dev.continuo.Asyncio.timeout;
import static dev.continuo.Asyncio.toThread;
import static dev.continuo.Asyncio.waitUntil;
import static dev.continuo.Asyncio.yieldNow;

import dev.continuo.AsyncIterator;
import dev.continuo.Coroutine;
import dev.continuo.ReturnWhen;
import dev.continuo.Task;
import dev.continuo.TaskGroup;
import dev.continuo.annotation.Async;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A program that fails, in all the ways there are. */
final class Shop {

  private static final Duration SECOND = Duration.ofSeconds(1);

  private Shop() {}

  @Async
  static Coroutine<Integer> reserve() {
    throw new IllegalStateException("no stock");
  }

  @Async
  static Coroutine<Integer> reserveLater() {
    await(yieldNow());
    return Coroutine.of(take());
  }

  private static int take() {
    throw new IllegalStateException("no stock");
  }

  @Async
  static Coroutine<Integer> orderAtOnce() {
    return Coroutine.of(await(reserve()) + 1);
  }

  @Async
  static Coroutine<Integer> order() {
    int items = await(reserveLater());
    return Coroutine.of(items + 1);
  }

  @Async
  static Coroutine<Integer> checkout() {
    return Coroutine.of(await(order()) + 1);
  }

  @Async
  static Coroutine<Integer> checkoutInTask() {
    Task<Integer> task = createTask("order 7", order());
    return Coroutine.of(await(task) + 1);
  }

  @Async
  static Coroutine<Integer> gathered() {
    Task<Integer> task = createTask("checkout", checkoutInTask());
    return Coroutine.of(await(gather(shield(task), sleep(SECOND, 1))).get(0));
  }

  @Async
  static Coroutine<Integer> grouped() {
    return TaskGroup.run(
        group -> {
          group.createTask("order 7", order());
          return sleep(SECOND, 1);
        });
  }

  @Async
  static CompletableFuture<Integer> orderForOthers() {
    return CompletableFuture.completedFuture(await(order()));
  }

  @Async
  static Coroutine<Integer> overStages() {
    return Coroutine.of(await(orderForOthers()));
  }

  @Async
  static AsyncIterator<Integer> orders() {
    emit(1);
    emit(await(order()));
    return AsyncIterator.end();
  }

  @Async
  static Coroutine<Integer> total() {
    int sum = 0;
    for (int each : each(orders())) {
      sum += each;
    }
    return Coroutine.of(sum);
  }

  @Async
  static Coroutine<Integer> delivery() {
    return Coroutine.of(await(sleep(SECOND.multipliedBy(2), 1)));
  }

  @Async
  static Coroutine<Integer> express() {
    return Coroutine.of(await(timeout(SECOND, () -> delivery())));
  }

  private static int readFile() throws IOException {
    throw new IOException("no such file");
  }

  @Async
  static Coroutine<Integer> prices() {
    return Coroutine.of(await(toThread(Shop::readFile)));
  }

  @Async
  static Coroutine<Integer> asked() {
    Task<Integer> task = createTask("order 7", order());
    await(waitUntil(List.of(task), ReturnWhen.ALL_COMPLETED));
    return Coroutine.of(task.result());
  }

  @Async
  static Coroutine<Integer> retried() {
    RuntimeException first;
    try {
      return Coroutine.of(await(order()));
    } catch (IllegalStateException e) {
      first = e;
    }
    await(sleep(SECOND));
    throw first;
  }
}
