// SPDX-License-Identifier: Apache-2.0
package dev.continuo.limits;

import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.each;
import static dev.continuo.Asyncio.emit;
import static dev.continuo.Asyncio.sleep;
import static dev.continuo.Asyncio.yieldNow;

import dev.continuo.AsyncIterator;
import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.Future;
import dev.continuo.annotation.Async;
import dev.continuo.testing.TestLoop;
import java.time.Duration;

/** The program of a child JVM with little memory: each loop awaits a million times. */
public final class Endless {
  static final int TIMES = 1_000_000;
  private static final Integer ONE = 1;

  private Endless() {}

  /** Prints what each loop has counted. */
  public static void main(String[] args) {
    System.out.println("complete futures " + TestLoop.run(completeFutures()));
    System.out.println("complete calls " + TestLoop.run(completeCalls()));
    System.out.println("pending futures " + TestLoop.run(pendingFutures()));
    System.out.println("pending calls " + TestLoop.run(pendingCalls()));
    System.out.println("one long pending " + TestLoop.run(besideOneThatWaits()));
    System.out.println("timers " + TestLoop.run(timers()));
    System.out.println("elements " + TestLoop.run(elements()));
    System.out.println("failures " + TestLoop.run(failures()));
  }

  @Async
  private static Coroutine<Integer> completeFutures() {
    int sum = 0;
    for (int i = 0; i < TIMES; i++) {
      sum += await(Future.of(ONE)) + await(Coroutine.of(0));
    }
    return Coroutine.of(sum);
  }

  @Async
  private static Coroutine<Integer> completeCalls() {
    int sum = 0;
    for (int i = 0; i < TIMES; i++) {
      Coroutine<Integer> made = one(false);
      sum += await(made) + await(one(false)) - 1;
    }
    return Coroutine.of(sum);
  }

  @Async
  private static Coroutine<Integer> one(boolean pauses) {
    if (pauses) {
      await(yieldNow());
    }
    return Coroutine.of(ONE);
  }

  @Async
  private static Coroutine<Integer> pendingFutures() {
    int sum = 0;
    for (int i = 0; i < TIMES; i++) {
      Future<Integer> future = new Future<>();
      EventLoop.running().callSoon(() -> future.setResult(ONE));
      sum += await(future);
    }
    return Coroutine.of(sum);
  }

  @Async
  private static Coroutine<Integer> pendingCalls() {
    int sum = 0;
    for (int i = 0; i < TIMES; i++) {
      sum += await(one(true));
    }
    return Coroutine.of(sum);
  }

  /** A waiter that is given up must not stay with what it waited for. */
  @Async
  private static Coroutine<Integer> besideOneThatWaits() {
    Future<Integer> never = new Future<>();
    int sum = 0;
    for (int i = 0; i < TIMES / 10; i++) {
      var task = EventLoop.running().createTask(waitFor(never));
      await(yieldNow());
      task.cancel();
      try {
        await(task);
      } catch (dev.continuo.CancelledError e) {
        sum += 10;
      }
      if (never.isDone()) {
        never = new Future<>();
      }
    }
    return Coroutine.of(sum);
  }

  @Async
  private static Coroutine<Integer> waitFor(Future<Integer> never) {
    return Coroutine.of(await(dev.continuo.Asyncio.shield(never)));
  }

  @Async
  private static Coroutine<Integer> timers() {
    int sum = 0;
    for (int i = 0; i < TIMES; i++) {
      sum += await(sleep(Duration.ofSeconds(1), ONE));
    }
    return Coroutine.of(sum);
  }

  @Async
  private static Coroutine<Integer> elements() {
    int sum = 0;
    for (int element : each(Endless::ones)) {
      sum += element;
    }
    return Coroutine.of(sum);
  }

  @Async
  private static AsyncIterator<Integer> ones() {
    for (int i = 0; i < TIMES; i++) {
      if (i % 2 == 0) {
        await(yieldNow());
      }
      emit(ONE);
    }
    return AsyncIterator.end();
  }

  @Async
  private static Coroutine<Integer> failures() {
    int sum = 0;
    Failure failure = new Failure();
    for (int i = 0; i < TIMES; i++) {
      try {
        await(failing(failure));
      } catch (Failure e) {
        sum++;
      } finally {
        await(one(i % 4 == 0));
      }
    }
    return Coroutine.of(sum);
  }

  @Async
  private static Coroutine<Void> failing(Failure failure) {
    await(yieldNow());
    throw failure;
  }

  private static final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1;
  }
}
