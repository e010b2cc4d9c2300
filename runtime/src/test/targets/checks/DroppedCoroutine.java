// SPDX-License-Identifier: Apache-2.0
import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.createTask;

import dev.continuo.Coroutine;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import java.util.ArrayList;
import java.util.List;

class DroppedCoroutine {
  @Async
  static Coroutine<Void> greet() {
    return Coroutine.done();
  }

  @Async
  Coroutine<Void> method() {
    await(greet()); greet(); // error: the coroutine of greet() is dropped, so it never runs; await it, or start it with createTask [DroppedCoroutine]
    return Coroutine.done();
  }

  void plain() {
    greet(); // error: the coroutine of greet() is dropped, so it never runs; run it with Asyncio.run, or start it on a running loop with createTask [DroppedCoroutine]
  }

  Runnable lambda() {
    return () -> greet(); // error: the coroutine of greet() is dropped, so it never runs; run it with Asyncio.run, or start it on a running loop with createTask [DroppedCoroutine]
  }

  Runnable reference() {
    return DroppedCoroutine::greet; // error: the coroutine of greet() is dropped, so it never runs; run it with Asyncio.run, or start it on a running loop with createTask [DroppedCoroutine]
  }

  /** Mentions nothing of Continuo but the coroutine that it drops. */
  static class Elsewhere {
    void plain() {
      greet(); // error: the coroutine of greet() is dropped, so it never runs; run it with Asyncio.run, or start it on a running loop with createTask [DroppedCoroutine]
    }
  }

  static class Good {
    @Async
    Task<Void> start() {
      return Task.of(null);
    }

    @Async
    Coroutine<Void> method(List<Coroutine<Void>> kept) {
      await(greet());
      createTask(greet());
      start();
      kept.add(greet());
      greet().close();
      List<Coroutine<Void>> more = new ArrayList<>(List.of(greet()));
      more.remove(0);
      return greet();
    }
  }
}
