// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

import dev.continuo.spi.Frame;
import dev.continuo.spi.Suspension;
import org.jspecify.annotations.Nullable;

/** A future as a coroutine. */
final class AwaitFuture<T extends @Nullable Object> extends Frame<T> {

  private final Future<T> future;

  AwaitFuture(Future<T> future) {
    this.future = future;
  }

  @Override
  protected @Nullable Object resume(Task<?> task) throws Throwable {
    if (state() > 0) {
      return Suspension.resumed(task);
    }
    Object r = Suspension.await(future, task);
    return r == Suspension.SUSPENDED ? suspend(1, task) : r;
  }

  @Override
  protected String where() {
    return "dev.continuo.Future\nawait\n\n0";
  }
}
