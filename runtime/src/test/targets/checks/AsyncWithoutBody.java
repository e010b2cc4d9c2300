// SPDX-License-Identifier: Apache-2.0
import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;

abstract class AsyncWithoutBody {
  @Async
  abstract Coroutine<Void> nothing(); // error: an abstract method cannot be @Async; annotate its implementations [AsyncWithoutBody]

  @Async
  native Coroutine<Void> elsewhere(); // error: a native method cannot be @Async; call it from an @Async method [AsyncWithoutBody]

  interface Shape {
    @Async
    Coroutine<Void> draw(); // error: an abstract method cannot be @Async; annotate its implementations [AsyncWithoutBody]
  }

  interface Good {
    Coroutine<Void> draw();

    @Async
    default Coroutine<Void> twice() {
      return Coroutine.done();
    }
  }
}
