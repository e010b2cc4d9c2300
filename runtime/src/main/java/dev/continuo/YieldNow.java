// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

import dev.continuo.spi.Suspension;
import org.jspecify.annotations.Nullable;

/** {@code yieldNow()}: there is one, as it has nothing to remember. */
final class YieldNow extends Coroutine<@Nullable Void> {

  private static final YieldNow INSTANCE = new YieldNow();

  private YieldNow() {
    state = STARTED;
  }

  @SuppressWarnings("unchecked")
  static Coroutine<Void> instance() {
    return (Coroutine<Void>) (Coroutine<?>) INSTANCE;
  }

  @Override
  @Nullable Object again(Task<?> task) {
    task.wake();
    return Suspension.SUSPENDED;
  }

  @Override
  Coroutine<@Nullable Void> taken() {
    Coroutine<@Nullable Void> sleep = new Sleep<>(0, null);
    return sleep.taken();
  }

  @Override
  protected @Nullable Object resume(Task<?> task) {
    return again(task);
  }

  @Override
  public String name() {
    return "yieldNow";
  }
}
