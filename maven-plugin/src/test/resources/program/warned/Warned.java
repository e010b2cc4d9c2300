import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.yieldNow;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;

class Warned {
  @Async
  Coroutine<Void> blocks() throws InterruptedException {
    Thread.sleep(1);
    return Coroutine.done();
  }

  @Async
  @SuppressWarnings("continuo:BlockingCall")
  Coroutine<Void> blocksOnPurpose() throws InterruptedException {
    Thread.sleep(1);
    return Coroutine.done();
  }

  @Async
  Coroutine<Void> swallows() {
    try {
      await(yieldNow());
    } catch (Error e) {
      System.out.println(e);
    }
    return Coroutine.done();
  }
}
