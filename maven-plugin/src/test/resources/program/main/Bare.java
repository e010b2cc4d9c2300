import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.yieldNow;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;

/** A class in no package. */
class Bare {
  @Async
  Coroutine<Void> run() {
    await(yieldNow());
    return Coroutine.done();
  }
}
