// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver.generator.plain;

import java.util.concurrent.Callable;

/** A body that runs when it is awaited. */
public final class Coroutine<T> implements Awaitable<T> {
  private final Callable<Coroutine<T>> body;
  private final T value;

  private Coroutine(Callable<Coroutine<T>> body, T value) {
    this.body = body;
    this.value = value;
  }

  /** A completed coroutine. */
  public static <T> Coroutine<T> of(T value) {
    return new Coroutine<>(null, value);
  }

  /** The completed coroutine without a value. */
  public static Coroutine<Void> done() {
    return of(null);
  }

  /** A coroutine that fails when it is awaited, not where it is made. */
  public static <T> Coroutine<T> failed(Exception exception) {
    return lazy(
        () -> {
          throw exception;
        });
  }

  /** What {@code @Async} makes of a method: nothing runs yet. */
  public static <T> Coroutine<T> lazy(Callable<Coroutine<T>> body) {
    return new Coroutine<>(body, null);
  }

  /** The coroutine that the body returns is awaited when the body, with its finally, has ended. */
  @Override
  public T complete() throws Exception {
    return body == null ? value : body.call().complete();
  }
}
