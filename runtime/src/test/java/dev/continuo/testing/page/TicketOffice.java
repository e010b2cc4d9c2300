// SPDX-License-Identifier: Apache-2.0
package dev.continuo.testing.page;

import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.createTask;
import static dev.continuo.Asyncio.gather;
import static dev.continuo.Asyncio.yieldNow;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;

final class TicketOffice {
  private int left;

  TicketOffice(int left) {
    this.left = left;
  }

  @Async
  Coroutine<Boolean> buy(int clicks) {
    for (int i = 0; i < clicks; i++) {
      await(yieldNow()); // stands for a message from outside
    }
    if (left == 0) {
      return Coroutine.of(false);
    }
    await(pay());
    left--;
    return Coroutine.of(true);
  }

  @Async
  Coroutine<Void> pay() {
    await(yieldNow());
    return Coroutine.done();
  }

  @Async
  static Coroutine<Void> lastTicket() {
    TicketOffice office = new TicketOffice(1);
    await(gather(createTask("ann", office.buy(0)), createTask("bob", office.buy(2))));
    if (office.left < 0) {
      throw new AssertionError("sold a ticket too many");
    }
    return Coroutine.done();
  }
}
