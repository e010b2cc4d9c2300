// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

import dev.continuo.spi.Frame;
import dev.continuo.spi.Suspension;
import org.jspecify.annotations.Nullable;

/** {@code async(body)}: the call of the body is part of the coroutine. */
final class AsyncCall<T extends @Nullable Object> extends Frame<T> {

  private @Nullable AsyncCallable<T> body;

  AsyncCall(AsyncCallable<T> body) {
    this.body = body;
  }

  @Override
  protected @Nullable Object resume(Task<?> task) throws Throwable {
    AsyncCallable<T> called = body;
    if (called == null) {
      return Suspension.resumed(task);
    }
    body = null;
    Object r = Suspension.result(called.call(), task);
    boolean atRoot = task.leaf == this && r == Suspension.SUSPENDED;
    return atRoot ? suspend(1, task) : r;
  }

  @Override
  protected String where() {
    return "dev.continuo.Asyncio\nasync\n\n0";
  }
}
