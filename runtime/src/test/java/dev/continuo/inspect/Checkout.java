// SPDX-License-Identifier: Apache-2.0
package dev.continuo.inspect;

import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.createTask;
import static dev.continuo.Asyncio.gather;
import static dev.continuo.Asyncio.sleep;

import dev.continuo.Asyncio;
import dev.continuo.Coroutine;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import java.time.Duration;
import java.util.List;

/** The program of docs/debugging.md and docs/inspect.md. */
public final class Checkout {

  @Async
  static Coroutine<Integer> price(String item) {
    await(sleep(Duration.ofMillis(10)));
    if (item.equals("pear")) {
      throw new IllegalStateException("no price for a " + item);
    }
    return Coroutine.of(3);
  }

  @Async
  static Coroutine<Integer> total() {
    Task<Integer> apple = createTask("apple", price("apple"));
    Task<Integer> pear = createTask("pear", price("pear"));
    List<Integer> prices = await(gather(apple, pear));
    return Coroutine.of(prices.get(0) + prices.get(1));
  }

  @Async
  static Coroutine<Void> checkout() {
    System.out.println(await(total()));
    return Coroutine.done();
  }

  public static void main(String[] arguments) {
    Asyncio.run(checkout());
  }
}
