// SPDX-License-Identifier: Apache-2.0
import static dev.continuo.Asyncio.await;
import static dev.continuo.weaver.Scenario.failing;
import static dev.continuo.weaver.Scenario.later;
import static dev.continuo.weaver.Scenario.log;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import dev.continuo.AsyncCloseable;

/** try-with-resources: close() awaits where there is something to await. Hard case 42. */
class Resources {
  record Async1(String name, boolean fails) implements AsyncCloseable {
    @Async
    public Coroutine<Void> closeAsync() {
      await(later(1));
      log("close " + name); // logs: close a | close b | close x
      if (fails) {
        await(failing(new IllegalStateException("closing " + name)));
      }
      return Coroutine.done();
    }

    @Override
    public void close() {
      throw new AssertionError("closed without await");
    }
  }

  record Plain(String name) implements AutoCloseable {
    @Override
    public void close() {
      log("plain " + name); // logs: plain p
    }
  }

  @Async
  static Coroutine<String> run() { // returns: closing x
    try (Plain p = new Plain("p");
        AutoCloseable b = new Async1("b", true);
        Async1 a = new Async1("a", true);
        Async1 none = null) {
      log(await(later("body"))); // logs: body
      throw new IllegalArgumentException("primary");
    } catch (Exception e) {
      log(e.getMessage()); // logs: primary
      log(e.getSuppressed()[0].getMessage()); // logs: closing a
      log(e.getSuppressed()[1].getMessage()); // logs: closing b
    }
    try (Async1 x = new Async1("x", true)) {
      return Coroutine.of("not this");
    } catch (IllegalStateException e) {
      return Coroutine.of(e.getMessage());
    }
  }
}
