// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver.generator.plain;

import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** {@code await} as an ordinary method. */
public final class Asyncio {
  private Asyncio() {}

  public static <T> T await(Awaitable<? extends T> awaitable) {
    try {
      return awaitable.complete();
    } catch (Throwable e) {
      throw Asyncio.<RuntimeException>asUnchecked(e);
    }
  }

  public static <T> T await(CompletionStage<? extends T> stage) {
    try {
      return stage.toCompletableFuture().join();
    } catch (CompletionException e) {
      throw Asyncio.<RuntimeException>asUnchecked(e.getCause());
    }
  }

  public static <T, X extends Throwable> T await(
      Awaitable<? extends T> awaitable, Class<X> declared) throws X {
    return await(awaitable);
  }

  @SuppressWarnings("unchecked")
  private static <X extends Throwable> X asUnchecked(Throwable e) throws X {
    throw (X) e;
  }
}
