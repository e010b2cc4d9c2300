// SPDX-License-Identifier: Apache-2.0
// since: 8
import static dev.continuo.Asyncio.async;
import static dev.continuo.Asyncio.await;
import static dev.continuo.weaver.Scenario.failing;
import static dev.continuo.weaver.Scenario.later;
import static dev.continuo.weaver.Scenario.log;

import dev.continuo.AsyncCallable;
import dev.continuo.AsyncCloseable;
import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import java.io.Closeable;
import java.io.IOException;
import java.io.StringReader;

/** What may be closed, by whom and by which type: "async with". */
class AsyncWith {
  interface Connection extends AsyncCloseable {
    String name();
  }

  static class Async1 implements Connection, Closeable {
    final String name;
    final Exception failure;

    Async1(String name) {
      this(name, null);
    }

    Async1(String name, Exception failure) {
      this.name = name;
      this.failure = failure;
    }

    @Override
    public String name() {
      return name;
    }

    @Async
    @Override
    public Coroutine<Void> closeAsync() {
      await(later(1));
      log("close " + name); // logs: close auto | close closeable | close connection | close hand | close sequence | close l1 | close l2 | close l3 | close a | close b | close taken
      if (failure != null) {
        await(failing(failure));
      }
      return Coroutine.done();
    }

    @Override
    public void close() {
      throw new IllegalStateException("close() of " + name + " was not woven");
    }
  }

  @Async
  static Coroutine<String> run() throws Exception { // returns: end
    await(byEachType());
    await(nothingToClose());
    await(byHand());
    await(lambdas());
    await(primaryAndSuppressed());
    await(closeFailsAlone());
    await(underMonitor());
    await(constructorFails());
    return Coroutine.of("end");
  }

  @Async
  static Coroutine<Void> byEachType() throws Exception {
    try (AutoCloseable a = new Async1("auto")) {
      await(later(1));
    }
    try (Closeable c = new Async1("closeable");
        StringReader plain = new StringReader("text")) {
      log((char) plain.read()); // logs: t
    }
    try (Connection c = new Async1("connection")) {
      log(c.name()); // logs: connection
    }
    return Coroutine.done();
  }

  @Async
  static Coroutine<Void> nothingToClose() throws Exception {
    try (AutoCloseable a = null;
        Connection c = null;
        AsyncCloseable d = null) {
      log(await(later("nothing"))); // logs: nothing
    }
    return Coroutine.done();
  }

  /** With operands on the stack, on a null, and in a row of calls. */
  @Async
  static Coroutine<Void> byHand() throws Exception {
    Connection c = new Async1("hand");
    c.close();
    Connection none = null;
    try {
      none.close();
    } catch (NullPointerException e) {
      log("null"); // logs: null
    }
    log(1 + closed(new Async1("sequence")).length() + await(later(1))); // logs: 8
    return Coroutine.done();
  }

  static String closed(Connection c) {
    sequence = c;
    return "closed";
  }

  static Connection sequence;

  /** Lambdas in which nothing else is async than the close() of something. */
  @Async
  static Coroutine<Void> lambdas() throws Exception {
    sequence.close();
    AsyncCallable<String> own =
        () -> {
          try (Connection c = new Async1("l1")) {
            return Coroutine.of(c.name());
          }
        };
    AsyncCallable<String> auto =
        () -> {
          try (AutoCloseable c = new Async1("l2")) {
            return Coroutine.of("auto");
          }
        };
    AsyncCallable<Void> async =
        () -> {
          AsyncCloseable c = new Async1("l3");
          c.close();
          return Coroutine.done();
        };
    log(await(own.call())); // logs: l1
    log(await(async(auto))); // logs: auto
    await(async.call());
    return Coroutine.done();
  }

  /** As JLS 14.20.3.1 has it, though both closes fail later. */
  @Async
  static Coroutine<Void> primaryAndSuppressed() {
    try (Async1 b = new Async1("b", new IOException("b"));
        Async1 a = new Async1("a", new IOException("a"))) {
      await(failing(new IOException("body")));
    } catch (Exception e) {
      log(e.getMessage() + e.getSuppressed()[0].getMessage() + e.getSuppressed()[1].getMessage()); // logs: bodyab
    }
    return Coroutine.done();
  }

  static class Refusing implements AsyncCloseable {
    @Override
    public Coroutine<Void> closeAsync() {
      throw new IllegalStateException("refused");
    }
  }

  /** What closeAsync() itself throws is as what its coroutine throws. */
  @Async
  static Coroutine<Void> closeFailsAlone() {
    try (Refusing r = new Refusing()) {
      await(later(1));
    } catch (IllegalStateException e) {
      log(e.getMessage() + e.getSuppressed().length); // logs: refused0
    }
    return Coroutine.done();
  }

  /** A close() cannot await there, and the one of an AsyncCloseable says so. */
  @Async
  static Coroutine<Void> underMonitor() throws Exception {
    Object monitor = new Object();
    await(later(1));
    synchronized (monitor) {
      try (StringReader plain = new StringReader("text")) {
        log((char) plain.read()); // logs: t
      }
      try (AutoCloseable a = new Async1("monitor")) {
        log("held"); // logs: held
      } catch (IllegalStateException e) {
        log(e.getMessage()); // logs: close() of monitor was not woven
      }
    }
    return Coroutine.done();
  }

  static Async1 refuse() {
    throw new IllegalStateException("no second");
  }

  @Async
  static Coroutine<Void> constructorFails() {
    try (Async1 taken = new Async1("taken");
        Async1 second = refuse()) {
      log("not reached");
    } catch (IllegalStateException e) {
      log(e.getMessage()); // logs: no second
    }
    return Coroutine.done();
  }
}
