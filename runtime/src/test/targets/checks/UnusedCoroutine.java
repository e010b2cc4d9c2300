// SPDX-License-Identifier: Apache-2.0
import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.createTask;

import dev.continuo.Coroutine;
import dev.continuo.Task;
import dev.continuo.annotation.Async;

class UnusedCoroutine {
  @Async
  static Coroutine<Void> greet() {
    return Coroutine.done();
  }

  @Async
  Coroutine<Void> method() {
    Coroutine<Void> forgotten = greet(); // warning: the coroutine of greet() is assigned to 'forgotten' and never used, so it never runs; await it, start it with createTask, or drop it with close() [UnusedCoroutine]
    await(Coroutine.done());
    return Coroutine.done();
  }

  void plain() {
    Coroutine<Void> replaced = greet(); // warning: the coroutine of greet() is assigned to 'replaced' and never used, so it never runs; await it, start it with createTask, or drop it with close() [UnusedCoroutine]
    replaced = greet();
    System.out.println(replaced);
  }

  @SuppressWarnings("continuo:UnusedCoroutine")
  void inASuppressedMethod() {
    Coroutine<Void> forgotten = greet();
  }

  void ofASuppressedVariable() {
    @SuppressWarnings({"unused", "continuo:UnusedCoroutine"})
    Coroutine<Void> forgotten = greet();
    Coroutine<Void> other = greet(); // warning: the coroutine of greet() is assigned to 'other' and never used, so it never runs; await it, start it with createTask, or drop it with close() [UnusedCoroutine]
  }

  @SuppressWarnings("continuo:BlockingCall")
  void whereAnotherCheckIsSuppressed() {
    Coroutine<Void> forgotten = greet(); // warning: the coroutine of greet() is assigned to 'forgotten' and never used, so it never runs; await it, start it with createTask, or drop it with close() [UnusedCoroutine]
  }

  @SuppressWarnings("continuo:UnusedCoroutine")
  static class Suppressed {
    void method() {
      Coroutine<Void> forgotten = greet();
    }
  }

  static class Good {
    @Async
    Coroutine<Void> method(boolean b) {
      Coroutine<Void> awaited = greet();
      await(awaited);
      Task<Void> task = createTask(greet());
      Coroutine<Void> sometimes = greet();
      if (b) {
        await(sometimes);
      }
      Coroutine<Void> loop = null;
      for (int i = 0; i < 3; i++) {
        if (loop != null) {
          await(loop);
        }
        loop = greet();
      }
      Coroutine<Void> captured = greet();
      Runnable r = () -> System.out.println(captured);
      r.run();
      try {
        return greet();
      } finally {
        System.out.println();
      }
    }
  }
}
