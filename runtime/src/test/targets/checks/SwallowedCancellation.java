// SPDX-License-Identifier: Apache-2.0
import static dev.continuo.Asyncio.await;

import dev.continuo.Asyncio;
import dev.continuo.CancelledError;
import dev.continuo.Coroutine;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import java.util.concurrent.Callable;

class SwallowedCancellation {
  @Async
  Coroutine<Void> method() {
    try {
      await(Coroutine.done());
    } catch (Throwable e) { // warning: a catch of Throwable around an await swallows the cancellation of the task; end the catch with throw e, or catch Exception [SwallowedCancellation]
      System.out.println(e);
    }
    try {
      for (int i = 0; i < 3; i++) {
        await(Coroutine.done());
      }
    } catch (IllegalStateException | Error e) { // warning: a catch of Error around an await swallows the cancellation of the task; end the catch with throw e, or catch Exception [SwallowedCancellation]
      System.out.println(e);
    } finally {
      System.out.println();
    }
    Task<Void> other = Asyncio.createTask(Coroutine.done());
    other.cancel();
    try {
      await(Coroutine.done());
    } catch (CancelledError cancelled) { // warning: a catch of CancelledError around an await swallows the cancellation of the task; end the catch with throw cancelled, or catch Exception [SwallowedCancellation]
      System.out.println(cancelled);
    }
    return Coroutine.done();
  }

  @Async
  @SuppressWarnings("continuo:SwallowedCancellation")
  Coroutine<Void> suppressed() {
    try {
      await(Coroutine.done());
    } catch (Throwable e) {
      System.out.println(e);
    }
    return Coroutine.done();
  }

  static class Good {
    @Async
    Coroutine<Void> method() throws Exception {
      try {
        await(Coroutine.done());
      } catch (CancelledError e) {
        System.out.println("cleaning up");
        throw e;
      } catch (Throwable e) {
        System.out.println(e);
      }
      try {
        await(Coroutine.done());
      } catch (Throwable e) {
        if (e instanceof CancelledError) {
          throw e;
        }
      }
      try {
        await(Coroutine.done());
      } catch (Exception e) {
        System.out.println(e);
      }
      try {
        Callable<Coroutine<Void>> later =
            () -> {
              await(Coroutine.done());
              return Coroutine.done();
            };
        System.out.println(later);
      } catch (Throwable e) {
        System.out.println("no await here");
      }
      return Coroutine.done();
    }

    @Async
    Coroutine<Void> expected(Task<Void> task) {
      task.cancel();
      try {
        await(task);
      } catch (CancelledError e) {
        System.out.println("as expected");
      }
      try {
        await(Coroutine.done());
      } catch (CancelledError e) {
        Asyncio.currentTask().uncancel();
      }
      return Coroutine.done();
    }

    void plain() {
      try {
        System.out.println();
      } catch (Throwable e) {
        System.out.println(e);
      }
    }
  }
}
