// SPDX-License-Identifier: Apache-2.0
// since: 8
import static dev.continuo.Asyncio.await;
import static dev.continuo.weaver.Scenario.failing;
import static dev.continuo.weaver.Scenario.later;
import static dev.continuo.weaver.Scenario.log;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
/** {@code return coroutine} is awaited after the finally blocks, and outside of the catch blocks. */
class TailAwaits {
  @Async
  static Coroutine<String> run() { // throws: java.lang.NullPointerException: an @Async method must not return null: return Coroutine.of(null) or Coroutine.done()
    log(await(plain())); // logs: leaf
    log(await(afterFinally())); // logs: leaf
    try {
      await(notCaught());
    } catch (IllegalStateException e) {
      log(e.getMessage()); // logs: from the tail
    }
    log(await(countDown(1000))); // logs: 0
    log(await(conditional(true)) + await(conditional(false))); // logs: leafshort
    return null;
  }

  @Async
  static Coroutine<String> leaf() {
    return Coroutine.of(await(later("leaf")));
  }

  @Async
  static Coroutine<String> plain() {
    await(later(1));
    return leaf();
  }

  @Async
  static Coroutine<String> afterFinally() {
    try {
      return leaf();
    } finally {
      log(await(later("finally first"))); // logs: finally first
    }
  }

  @Async
  static Coroutine<String> notCaught() {
    try {
      return fails();
    } catch (IllegalStateException e) {
      log("caught"); // the coroutine is awaited outside of the try block
      throw e;
    }
  }

  @Async
  static Coroutine<String> fails() {
    await(failing(new IllegalStateException("from the tail")));
    return Coroutine.of("");
  }

  @Async
  static Coroutine<Integer> countDown(int n) {
    return n == 0 ? Coroutine.of(await(later(0))) : countDown(n - 1);
  }

  @Async
  static Coroutine<String> conditional(boolean b) {
    return b ? leaf() : Coroutine.of("short");
  }
}
