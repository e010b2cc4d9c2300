// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A callback of a future: waits in the future, then stands in the ready queue itself. */
final class DoneCallback<T extends @Nullable Object> implements Waiter, Ready {

  final Consumer<? super Future<T>> consumer;
  private final Future<T> future;
  private final @Nullable Object context;

  DoneCallback(Future<T> future, Consumer<? super Future<T>> consumer, @Nullable Object context) {
    this.future = future;
    this.consumer = consumer;
    this.context = context;
  }

  @Override
  public void completed(Future<?> completed) {
    completed.boundLoop().enqueue(this);
  }

  @Override
  public void run() {
    consumer.accept(future);
  }

  @Override
  public @Nullable Object context() {
    return context;
  }

  @Override
  public String toString() {
    return "done callback " + consumer;
  }
}
