// SPDX-License-Identifier: Apache-2.0
package dev.continuo.others;

import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.yieldNow;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;

/** A class with a coroutine of every access, each called by {@link #offer}. */
class Shop {

  @Async
  public Coroutine<String> name(int id) {
    await(yieldNow());
    return Coroutine.of("item " + id);
  }

  @Async
  protected Coroutine<Integer> price(int id) {
    await(yieldNow());
    return Coroutine.of(10 * id);
  }

  @Async
  Coroutine<Integer> stock(int id) {
    await(yieldNow());
    return Coroutine.of(id);
  }

  @Async
  final Coroutine<Integer> tax(int price) {
    await(yieldNow());
    return Coroutine.of(price / 5);
  }

  @Async
  static Coroutine<String> currency() {
    await(yieldNow());
    return Coroutine.of("EUR");
  }

  @Async
  public Coroutine<String> offer(int id) {
    int price = await(price(id));
    return Coroutine.of(
        await(stock(id))
            + " of "
            + await(name(id))
            + " at "
            + (price + await(tax(price)))
            + " "
            + await(currency()));
  }

  /** Coroutines of an interface. */
  interface Greeter {
    String whom();

    @Async
    default Coroutine<String> greeting() {
      await(yieldNow());
      return Coroutine.of("hello " + await(whomSlowly()));
    }

    @Async
    private Coroutine<String> whomSlowly() {
      await(yieldNow());
      return Coroutine.of(whom());
    }
  }
}
