// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

import static dev.continuo.Asyncio.await;

import dev.continuo.annotation.Async;

/** What comes out of coroutines that fail. */
public final class Failures {
  private Failures() {}

  /** What an await of {@code c} throws, a cancellation too; null if nothing. */
  @Async
  @SuppressWarnings("continuo:SwallowedCancellation") // it is watched, not lost
  public static <T> Coroutine<Throwable> thrownBy(Coroutine<T> c) {
    try {
      await(c);
    } catch (Throwable t) {
      return Coroutine.of(t);
    }
    return Coroutine.of(null);
  }
}
