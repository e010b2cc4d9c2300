import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.yieldNow;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;

class Refused {
  @Async
  Coroutine<Void> locked() {
    synchronized (this) {
      await(yieldNow()); // the error is shown here
    }
    return Coroutine.done();
  }
}

class Refused2 {
  @Async
  Coroutine<Void> locked() {
    synchronized (this) {
      await(yieldNow());
    }
    return Coroutine.done();
  }
}

class Good {
  @Async
  Coroutine<Void> free() {
    await(yieldNow());
    return Coroutine.done();
  }
}
