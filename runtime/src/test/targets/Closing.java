// SPDX-License-Identifier: Apache-2.0
// since: 8
import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.createTask;
import static dev.continuo.Asyncio.sleep;
import static dev.continuo.weaver.Scenario.later;
import static dev.continuo.weaver.Scenario.log;

import dev.continuo.AsyncCloseable;
import dev.continuo.CancelledError;
import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import java.time.Duration;

/** A cancellation that arrives while a close() is awaited: never lost, and never seen twice. */
class Closing {
  static class Slow implements AsyncCloseable {
    @Async
    @Override
    public Coroutine<Void> closeAsync() {
      await(sleep(Duration.ofSeconds(5)));
      log("closed"); // logs: closed
      return Coroutine.done();
    }
  }

  @Async
  static Coroutine<String> run() { // returns: end
    log(await(cancelled(endsWell()))); // logs: once, then went on
    log(await(cancelled(fails()))); // logs: failed, then dev.continuo.CancelledError: m
    log(await(cancelled(failsInside()))); // logs: failed, then dev.continuo.CancelledError: m
    log(await(cancelled(returns()))); // logs: once, then went on
    log(await(cancelled(byHand()))); // logs: once, then went on
    log(await(cancelled(innerOfTwo()))); // logs: suppressed none, then went on
    log(await(cancelled(outerOfTwo()))); // logs: suppressed CancelledError, then dev.continuo.CancelledError: m
    return Coroutine.of("end");
  }

  /** Cancels it when it has slept for a second; its own answer, or what it threw. */
  @Async
  static Coroutine<String> cancelled(Coroutine<String> body) {
    Task<String> task = createTask(body);
    EventLoop.running().callLater(Duration.ofSeconds(1), () -> task.cancel("m"));
    return Coroutine.of(await(task));
  }

  @Async
  static Coroutine<String> goOn(String seen) {
    try {
      await(sleep(Duration.ofSeconds(1)));
      return Coroutine.of(seen + ", then went on");
    } catch (CancelledError e) {
      return Coroutine.of(seen + ", then " + e);
    }
  }

  /** What the close throws leaves the block, so the cancellation has been seen. */
  @Async
  static Coroutine<String> endsWell() {
    try (Slow slow = new Slow()) {
      await(later(1));
    } catch (CancelledError e) {
      return goOn("once");
    }
    return Coroutine.of("never");
  }

  /** What the close throws is suppressed, so the next await throws it again. */
  @Async
  static Coroutine<String> fails() {
    try (Slow slow = new Slow()) {
      await(later(1));
      throw new IllegalStateException("failed");
    } catch (IllegalStateException e) {
      return goOn(e.getMessage());
    }
  }

  @Async
  static Coroutine<String> failsInside() {
    String seen = "";
    for (int i = 0; i < 1; i++) {
      try (Slow none = null;
          Slow slow = new Slow()) {
        throw new IllegalStateException("failed");
      } catch (IllegalStateException e) {
        seen += e.getMessage();
      }
    }
    return goOn(seen);
  }

  @Async
  static Coroutine<String> returns() {
    try {
      try (AutoCloseable slow = new Slow()) {
        return Coroutine.of("never");
      } catch (Exception e) {
        return Coroutine.of("never");
      }
    } catch (CancelledError e) {
      return goOn("once");
    }
  }

  @Async
  static Coroutine<String> byHand() {
    Slow slow = new Slow();
    try {
      slow.close();
    } catch (CancelledError e) {
      return goOn("once");
    }
    return Coroutine.of("never");
  }

  /** The inner close is cancelled; the outer one is awaited in full. */
  @Async
  static Coroutine<String> innerOfTwo() {
    try (Slow outer = new Slow();
        Slow inner = new Slow()) {
      await(later(1));
    } catch (CancelledError e) {
      return goOn("suppressed " + (e.getSuppressed().length == 0 ? "none" : "some"));
    }
    return Coroutine.of("never");
  }

  static class Failing implements AsyncCloseable {
    @Override
    public Coroutine<Void> closeAsync() {
      return Coroutine.failed(new IllegalStateException("inner"));
    }
  }

  /** The body ends well, the inner close fails, and the outer one is cancelled. */
  @Async
  static Coroutine<String> outerOfTwo() {
    try (Slow outer = new Slow();
        Failing inner = new Failing()) {
      await(later(1));
    } catch (IllegalStateException e) {
      return goOn("suppressed " + e.getSuppressed()[0].getClass().getSimpleName());
    }
    return Coroutine.of("never");
  }
}
