// SPDX-License-Identifier: Apache-2.0
package dev.continuo.samples;

import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.createTask;
import static dev.continuo.Asyncio.sleep;

import dev.continuo.Asyncio;
import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import java.time.Duration;

/** Two pauses, awaited in turn and then as two tasks: they take their sum, then their maximum. */
public final class SayAfter {
  private static final Duration SHORT = Duration.ofMillis(500);
  private static final Duration LONG = Duration.ofMillis(1000);

  private SayAfter() {}

  @Async
  static Coroutine<Void> sayAfter(Duration delay, String what) {
    await(sleep(delay));
    System.out.println(what);
    return Coroutine.done();
  }

  @Async
  static Coroutine<Void> inTurn() {
    await(sayAfter(SHORT, "hello"));
    await(sayAfter(LONG, "world"));
    return Coroutine.done();
  }

  @Async
  static Coroutine<Void> asTasks() {
    Task<Void> hello = createTask(sayAfter(SHORT, "hello"));
    Task<Void> world = createTask(sayAfter(LONG, "world"));
    await(hello);
    await(world);
    return Coroutine.done();
  }

  @Async
  static Coroutine<Void> timed(String how, Coroutine<Void> work) {
    long start = EventLoop.running().time();
    await(work);
    double seconds = (EventLoop.running().time() - start) / 1e9;
    System.out.printf("%s: %.1f seconds%n", how, seconds);
    return Coroutine.done();
  }

  public static void main(String[] args) {
    Asyncio.run(timed("in turn", inTurn()));
    Asyncio.run(timed("as tasks", asTasks()));
  }
}
