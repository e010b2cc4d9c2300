// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver.generator.plain;

import dev.continuo.weaver.generator.Boom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The things to await of a generated program, all of which are complete. */
public final class Awaits {
  private Awaits() {}

  public static <T> Awaitable<T> later(T value) {
    return () -> value;
  }

  public static <T> Awaitable<T> maybe(boolean fails, int id, T value) {
    return () -> {
      if (fails) {
        throw new Boom(id);
      }
      return value;
    };
  }

  public static <T> CompletionStage<T> stage(boolean fails, int id, T value) {
    return fails
        ? CompletableFuture.failedFuture(new Boom(id))
        : CompletableFuture.completedFuture(value);
  }

  /** Throws if it is awaited. */
  public static Awaitable<Void> failing(Exception e) {
    return () -> {
      throw e;
    };
  }
}
