// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The future of {@code shield}: ends as the inner one does, but is cancelled alone. */
final class Shield<T extends @Nullable Object> extends Future<T> implements Waiter, Ready {

  private final Future<T> inner;

  private Shield(Future<T> inner) {
    super(inner.loop);
    this.inner = inner;
  }

  static <T extends @Nullable Object> Future<T> of(Future<T> inner) {
    if (inner.isDone()) {
      return inner;
    }
    Shield<T> shield = new Shield<>(inner);
    inner.addWaiter(shield);
    return shield;
  }

  @Override
  public void completed(Future<?> done) {
    boundLoop().enqueue(this);
  }

  @Override
  public void run() {
    Object r = inner.result;
    if (isDone() || r == null) {
      return;
    }
    if (r instanceof Settled.Failure failure) {
      finish(failure.passedOn());
    } else {
      finish(r);
    }
  }

  /** One that is given up stays with nobody: the inner future may be pending for ever. */
  @Override
  boolean requestCancel(@Nullable String message) {
    inner.waiters = Waiters.remove(inner.waiters, waiter -> waiter == this);
    return super.requestCancel(message);
  }

  @Override
  public @Nullable Object context() {
    return null;
  }

  @Override
  String kind() {
    Future<?> shielded = inner;
    while (shielded instanceof Shield<?> shield) {
      shielded = shield.inner;
    }
    return "shield of " + Description.of(shielded, false);
  }

  @Override
  List<? extends Future<?>> parts() {
    return List.of(inner);
  }
}
