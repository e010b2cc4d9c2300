// SPDX-License-Identifier: Apache-2.0
import static dev.continuo.Asyncio.await;

import dev.continuo.Asyncio;
import dev.continuo.Coroutine;
import dev.continuo.Runner;
import dev.continuo.annotation.Async;

class RunInCoroutine {
  @Async
  static Coroutine<Void> greet() {
    return Coroutine.done();
  }

  @Async
  Coroutine<Void> method(Runner runner) {
    Asyncio.run(greet()); // warning: Asyncio.run is called in a coroutine, where a loop is running already, and will throw; await the coroutine instead [RunInCoroutine]
    runner.run(greet()); // warning: Runner.run is called in a coroutine, where a loop is running already, and will throw; await the coroutine instead [RunInCoroutine]
    return Coroutine.done();
  }

  @Async
  @SuppressWarnings("continuo:RunInCoroutine")
  Coroutine<Void> suppressed() {
    Asyncio.run(greet());
    return Coroutine.done();
  }

  static class Good {
    public static void main(String[] args) {
      Asyncio.run(greet());
    }

    @Async
    Coroutine<Void> elsewhere() {
      Thread thread = new Thread(() -> Asyncio.run(greet()));
      thread.start();
      return Coroutine.done();
    }
  }
}
