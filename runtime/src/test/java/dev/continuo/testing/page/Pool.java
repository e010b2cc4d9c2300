// SPDX-License-Identifier: Apache-2.0
package dev.continuo.testing.page;

import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.createTask;
import static dev.continuo.Asyncio.currentTask;
import static dev.continuo.Asyncio.gatherOutcomes;
import static dev.continuo.Asyncio.sleep;

import dev.continuo.Coroutine;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import dev.continuo.sync.Semaphore;
import java.time.Duration;

final class Pool {
  private final Semaphore connections = new Semaphore(1);

  @Async
  Coroutine<Void> query() {
    await(connections.acquire());
    await(sleep(Duration.ofSeconds(1)));
    connections.release();
    return Coroutine.done();
  }

  @Async
  static Coroutine<Void> twoQueries() {
    Pool pool = new Pool();
    await(gatherOutcomes(createTask("first", pool.query()), createTask("second", pool.query())));
    return Coroutine.done();
  }

  @Async
  static Coroutine<Void> forgetsOne() {
    Pool pool = new Pool();
    createTask("forgotten", pool.query());
    await(pool.query());
    return Coroutine.done();
  }

  @Async
  static Coroutine<Void> waitsForever() {
    Task<?> main = currentTask();
    main.setName("main");
    await(createTask("reader", read(main)));
    return Coroutine.done();
  }

  @Async
  private static Coroutine<Void> read(Task<?> writer) {
    await(writer);
    return Coroutine.done();
  }
}
