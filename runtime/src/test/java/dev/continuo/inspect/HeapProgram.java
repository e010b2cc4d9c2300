// SPDX-License-Identifier: Apache-2.0
package dev.continuo.inspect;

import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.sleep;

import com.sun.management.HotSpotDiagnosticMXBean;
import dev.continuo.Asyncio;
import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/** Dumps its heap while a coroutine is suspended. */
final class HeapProgram {

  private HeapProgram() {}

  @Async
  private static Coroutine<Long> total(String customer, int items) {
    long sum = 0;
    for (int item = 1; item <= items; item++) {
      int price = await(sleep(Duration.ofHours(1), item));
      sum += price + customer.length();
    }
    return Coroutine.of(sum);
  }

  @Async
  private static Coroutine<Void> main(String file) {
    Task<Long> task = Asyncio.createTask("cart", total("Ada Lovelace", 7));
    EventLoop.running().callSoon(() -> dump(file));
    await(sleep(Duration.ofMillis(1)));
    task.cancel();
    return Coroutine.done();
  }

  private static void dump(String file) {
    try {
      ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).dumpHeap(file, true);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  public static void main(String[] arguments) {
    Asyncio.run(main(arguments[0]));
  }
}
