// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

import org.jspecify.annotations.Nullable;

/** A coroutine with nothing to run. */
final class CompletedCoroutine<T extends @Nullable Object> extends Coroutine<T> {

  static final Coroutine<?> DONE = new CompletedCoroutine<@Nullable Object>(null, null);

  private final @Nullable Object value;
  private final @Nullable Throwable exception;

  CompletedCoroutine(@Nullable Object value, @Nullable Throwable exception) {
    this.value = value;
    this.exception = exception;
    this.state = STARTED;
  }

  @Override
  protected @Nullable Object resume(Task<?> task) throws Throwable {
    if (exception != null) {
      throw exception;
    }
    return value;
  }

  @Override
  @Nullable Object again(Task<?> task) throws Throwable {
    return resume(task);
  }

  @Override
  Coroutine<T> taken() {
    CompletedCoroutine<T> copy = new CompletedCoroutine<>(value, exception);
    copy.state = TAKEN;
    return copy;
  }

  @Override
  public String name() {
    return exception != null ? "failed" : "completed";
  }
}
