// SPDX-License-Identifier: Apache-2.0
package dev.continuo.traces;

import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.sleep;
import static dev.continuo.traces.Trace.seconds;
import static dev.continuo.traces.Trace.trace;

import dev.continuo.CancelledError;
import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;

/** The coroutine that most scenarios have run. */
final class Work {

  private Work() {}

  /** Sleeps. */
  static Coroutine<Void> work(String name, double delay) {
    return work(name, delay, null);
  }

  /** Sleeps and gives {@code result}. */
  static <T> Coroutine<T> work(String name, double delay, T result) {
    return work(name, delay, result, null);
  }

  /** Sleeps and throws {@code failure}. */
  static <T> Coroutine<T> failing(String name, double delay, RuntimeException failure) {
    return work(name, delay, null, failure);
  }

  @Async
  private static <T> Coroutine<T> work(
      String name, double delay, T result, RuntimeException failure) {
    trace(name, "start");
    try {
      await(sleep(seconds(delay)));
      if (failure != null) {
        trace(name, "raise");
        throw failure;
      }
      trace(name, "end");
      return Coroutine.of(result);
    } catch (CancelledError e) {
      trace(name, "cancelled");
      throw e;
    } finally {
      trace(name, "finally");
    }
  }
}
