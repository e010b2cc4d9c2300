package demo;

import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.run;
import static dev.continuo.Asyncio.yieldNow;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;

/** Stands for the tests of a program. */
public final class Probe {

  @Async
  static Coroutine<Integer> answer() {
    await(yieldNow());
    return Coroutine.of(42);
  }

  public static void main(String[] arguments) {
    System.out.println(run(answer()));
  }
}
