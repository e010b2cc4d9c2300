// SPDX-License-Identifier: Apache-2.0
// since: 8
import static dev.continuo.Asyncio.await;
import static dev.continuo.weaver.Scenario.failing;
import static dev.continuo.weaver.Scenario.later;
import static dev.continuo.weaver.Scenario.log;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import java.io.FileNotFoundException;
import java.io.IOException;

/** Exceptions over awaits. */
class TryCatchFinally {
  @Async
  static Coroutine<String> run() throws Exception { // throws: java.io.IOException: out
    await(subclassFirst());
    await(localsInHandler());
    log(await(returnInFinally())); // logs: finally
    await(breakInFinally());
    await(throwInFinally());
    await(nestedInCatch());
    await(lastBeforeHandler());
    await(multiCatch(true));
    await(multiCatch(false));
    log(await(resultKeptOverFinally())); // logs: result
    await(tryInFinallyInTry());
    await(declaredException());
    await(rethrown());
    return Coroutine.of("not reached");
  }

  /** Hard case 36. */
  @Async
  static Coroutine<Void> subclassFirst() {
    try {
      await(failing(new FileNotFoundException("sub")));
    } catch (RuntimeException e) {
      log("wrong");
    } catch (Exception e) {
      log(e.getClass().getSimpleName()); // logs: FileNotFoundException
    }
    try {
      await(failing(new IllegalStateException()));
    } catch (IllegalStateException e) {
      log("sub"); // logs: sub
    } catch (RuntimeException e) {
      log("base");
    }
    return Coroutine.done();
  }

  /** Hard case 37. */
  @Async
  static Coroutine<Void> localsInHandler() {
    int i = 5;
    try {
      i = 6;
      await(failing(new IllegalStateException()));
      i = 7;
    } catch (IllegalStateException e) {
      log(i); // logs: 6
    }
    return Coroutine.done();
  }

  /** Hard case 38. */
  @Async
  @SuppressWarnings("finally")
  static Coroutine<String> returnInFinally() {
    try {
      await(failing(new IllegalStateException()));
      return Coroutine.of("try");
    } finally {
      return Coroutine.of(await(later("finally")));
    }
  }

  @Async
  @SuppressWarnings("finally")
  static Coroutine<Void> breakInFinally() {
    while (true) {
      try {
        throw new IllegalStateException(await(later("lost")));
      } finally {
        await(later(1));
        break;
      }
    }
    log("after break"); // logs: after break
    return Coroutine.done();
  }

  @Async
  @SuppressWarnings("finally")
  static Coroutine<Void> throwInFinally() {
    try {
      try {
        await(failing(new IllegalStateException("a")));
      } finally {
        throw new IllegalArgumentException(await(later("b")));
      }
    } catch (RuntimeException e) {
      log(e.getMessage()); // logs: b
    }
    return Coroutine.done();
  }

  /** Hard case 39. */
  @Async
  static Coroutine<Void> nestedInCatch() {
    try {
      await(failing(new IllegalStateException("outer")));
    } catch (IllegalStateException e) {
      try {
        await(later(1));
        log(e.getMessage()); // logs: outer
      } finally {
        log(await(later("inner finally")) + e.getMessage()); // logs: inner finallyouter
      }
    }
    return Coroutine.done();
  }

  /** Hard case 40. */
  @Async
  static Coroutine<Void> lastBeforeHandler() {
    try {
      await(failing(new IllegalStateException("dropped")));
    } catch (IllegalStateException e) {
    }
    return Coroutine.done();
  }

  /** Hard case 41. */
  @Async
  static Coroutine<Void> multiCatch(boolean io) {
    try {
      try {
        await(failing(io ? new IOException("io") : new InterruptedException("interrupted")), Exception.class);
      } catch (IOException | InterruptedException e) {
        await(later(1));
        throw e;
      }
    } catch (Exception e) {
      log(e.getMessage()); // logs: io | interrupted
    }
    return Coroutine.done();
  }

  /** Hard case 43. */
  @Async
  static Coroutine<String> resultKeptOverFinally() {
    String r = "result";
    try {
      return Coroutine.of(await(later(r)));
    } finally {
      r = await(later("changed"));
      log(r); // logs: changed
    }
  }

  /** Hard case 48. */
  @Async
  static Coroutine<Void> tryInFinallyInTry() {
    try {
      try {
        await(later(1));
      } finally {
        try {
          await(failing(new IllegalStateException("in finally")));
        } catch (IllegalStateException e) {
          log(await(later(e.getMessage()))); // logs: in finally
        }
      }
    } finally {
      log(await(later("outer"))); // logs: outer
    }
    return Coroutine.done();
  }

  /** Hard case 46. */
  @Async
  static Coroutine<Void> declaredException() {
    try {
      await(failing(new IOException("declared")), IOException.class);
    } catch (IOException e) {
      log(e.getMessage()); // logs: declared
    }
    return Coroutine.done();
  }

  @Async
  static Coroutine<Void> rethrown() throws IOException {
    try {
      await(later(1));
      throw new IOException("out");
    } catch (IOException e) {
      await(later(2));
      throw e;
    }
  }
}
