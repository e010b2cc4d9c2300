// SPDX-License-Identifier: Apache-2.0
package dev.continuo.samples;

import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.sleep;

import dev.continuo.Asyncio;
import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import java.time.Duration;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;

/** Prints hello, pauses a second, prints world. */
public final class HelloWorld {
  private HelloWorld() {}

  @Async
  static Coroutine<Void> helloWorld() {
    log("hello");
    await(sleep(Duration.ofSeconds(1)));
    log("world");
    return Coroutine.done();
  }

  private static void log(String text) {
    System.out.println(LocalTime.now().truncatedTo(ChronoUnit.MILLIS) + " " + text);
  }

  public static void main(String[] args) {
    Asyncio.run(helloWorld());
  }
}
