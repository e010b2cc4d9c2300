// SPDX-License-Identifier: Apache-2.0
package dev.continuo.signals;

import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.createTask;
import static dev.continuo.Asyncio.sleep;
import static dev.continuo.Asyncio.yieldNow;

import dev.continuo.Asyncio;
import dev.continuo.CancelledError;
import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.Runner;
import dev.continuo.annotation.Async;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** What {@link MainSignalsTest} runs in other JVMs. */
final class SignalPrograms {

  private SignalPrograms() {}

  private static final Duration LONG = Duration.ofHours(1);

  public static void main(String[] args) throws Exception {
    Thread main = Thread.currentThread();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("hook")));
    switch (args[0]) {
      case "cleansUp" -> cleansUp(main);
      case "hangsInCleanup" -> Asyncio.run(hangsInCleanup());
      case "swallows" -> swallows();
      case "handlesNothing" -> handlesNothing();
      case "otherThread" -> new Thread(() -> Asyncio.run(waits())).start();
      case "failsInCleanup" -> Asyncio.run(failsInCleanup());
      case "catchesOutside" -> catchesOutside();
      case "blocks" -> Asyncio.run(blocks());
      case "returns" -> returns();
      case "ownHandler" -> ownHandler();
      case "foreignHandler" -> foreignHandler();
      case "noSignals" -> noSignals();
      default -> throw new IllegalArgumentException(args[0]);
    }
  }

  @Async
  private static Coroutine<Void> waits() {
    try {
      System.out.println("ready");
      await(sleep(LONG));
    } finally {
      await(yieldNow());
      System.out.println("cleaned up");
    }
    return Coroutine.done();
  }

  /** The hook waits for the thread, as programs do that stop in hooks. */
  private static void cleansUp(Thread main) {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  try {
                    main.join();
                  } catch (InterruptedException e) {
                    System.out.println(e);
                  }
                }));
    try {
      Asyncio.run(
          () -> {
            createTask(waitsQuietly());
            try {
              await(waits());
            } catch (CancelledError e) {
              System.out.println("message " + e.getMessage());
              throw e;
            }
            return Coroutine.done();
          });
    } finally {
      System.out.println("finally");
    }
  }

  @Async
  private static Coroutine<Void> waitsQuietly() {
    try {
      await(sleep(LONG));
    } finally {
      System.out.println("left behind, cleaned up");
    }
    return Coroutine.done();
  }

  @Async
  private static Coroutine<Void> hangsInCleanup() {
    try {
      System.out.println("ready");
      await(sleep(LONG));
    } finally {
      System.out.println("cleaning");
      await(sleep(LONG));
    }
    return Coroutine.done();
  }

  private static void swallows() {
    try (Runner runner = new Runner()) {
      System.out.println(runner.run(survives()));
      runner.run(waits());
    }
  }

  @Async
  @SuppressWarnings("continuo:SwallowedCancellation")
  private static Coroutine<String> survives() {
    try {
      System.out.println("ready");
      await(sleep(LONG));
    } catch (CancelledError e) {
      await(yieldNow());
      return Coroutine.of("survived");
    }
    return Coroutine.of("not cancelled");
  }

  private static void handlesNothing() {
    try (Runner runner = Runner.builder().handleSignals(false).build()) {
      runner.run(waits());
    }
  }

  @Async
  private static Coroutine<Void> failsInCleanup() {
    try {
      System.out.println("ready");
      await(sleep(LONG));
    } catch (CancelledError e) {
      throw new IllegalArgumentException("from cleanup");
    }
    return Coroutine.done();
  }

  private static void catchesOutside() {
    CountDownLatch never = new CountDownLatch(1);
    new Thread(
            () -> {
              try {
                never.await();
              } catch (InterruptedException e) {
                System.out.println(e);
              }
            })
        .start();
    try {
      Asyncio.run(waits());
    } catch (CancelledError e) {
      System.out.println("caught " + e);
    }
  }

  @Async
  @SuppressWarnings("continuo:BlockingCall")
  private static Coroutine<Void> blocks() throws InterruptedException {
    System.out.println("ready");
    new CountDownLatch(1).await();
    return Coroutine.done();
  }

  private static void returns() throws InterruptedException {
    Asyncio.run(sleep(Duration.ZERO));
    System.out.println("ready");
    new CountDownLatch(1).await();
  }

  /** Whose handler was there first keeps the signal. */
  private static void ownHandler() {
    EventLoop other = EventLoop.create();
    try (Runner runner = new Runner()) {
      var stop = runner.loop().createFuture();
      other.addSignalHandler("SIGINT", () -> {});
      runner.loop().addSignalHandler("INT", () -> stop.setResult("my own"));
      runner.run(
          Asyncio.async(
              () -> {
                System.out.println("ready");
                System.out.println(await(stop));
                return Coroutine.done();
              }));
    }
    other.close();
  }

  /** As a library does that knows nothing of us. */
  private static void foreignHandler() throws ReflectiveOperationException {
    Class<?> signal = Class.forName("sun.misc.Signal");
    Class<?> handler = Class.forName("sun.misc.SignalHandler");
    Object theirs =
        Proxy.newProxyInstance(
            SignalPrograms.class.getClassLoader(),
            new Class<?>[] {handler},
            (proxy, method, arguments) -> {
              System.out.println("theirs");
              System.exit(7);
              return null;
            });
    signal
        .getMethod("handle", signal, handler)
        .invoke(null, signal.getConstructor(String.class).newInstance("INT"), theirs);
    Asyncio.run(waits());
  }

  private static void noSignals() {
    System.out.println(Asyncio.<String>run(() -> sleep(Duration.ZERO, "runs")));
    EventLoop loop = EventLoop.create();
    try {
      loop.addSignalHandler("INT", () -> {});
    } catch (UnsupportedOperationException | IllegalStateException e) {
      System.out.println(e.getMessage());
    }
  }
}
