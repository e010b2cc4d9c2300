// SPDX-License-Identifier: Apache-2.0
package dev.continuo.spi;

import dev.continuo.AsyncCloseable;
import dev.continuo.AsyncIterator;
import dev.continuo.Awaitable;
import dev.continuo.Coroutine;
import dev.continuo.Future;
import dev.continuo.Task;
import java.lang.invoke.MethodHandles;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The door from this package to the non-public parts of {@link Task}, {@link Future} and {@link
 * Coroutine}. There is one implementation, so that the JIT compiler calls it directly.
 */
public abstract class Kernel {

  private static @Nullable Kernel installed;

  /** For the one implementation, in {@code dev.continuo}. */
  protected Kernel() {}

  /** Called once, when {@link Task} is initialised. */
  protected static void install(Kernel kernel) {
    if (installed != null) {
      throw new IllegalStateException("the kernel is installed already");
    }
    installed = kernel;
  }

  static Kernel load() {
    try {
      MethodHandles.lookup().ensureInitialized(Task.class);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
    Kernel kernel = installed;
    if (kernel == null) {
      throw new IllegalStateException("Task has not installed the kernel");
    }
    return kernel;
  }

  protected abstract void created(Frame<?> frame);

  protected abstract int state(Frame<?> frame);

  protected abstract void suspend(Frame<?> frame, int state, Task<?> task);

  protected abstract void emitted(Frame<?> frame, int state);

  protected abstract @Nullable Object await(Awaitable<?> awaited, Task<?> task) throws Throwable;

  protected abstract @Nullable Object await(CompletionStage<?> awaited, Task<?> task)
      throws Throwable;

  protected abstract @Nullable Object resumed(Task<?> task) throws Throwable;

  protected abstract void emit(@Nullable Object value, Task<?> task);

  protected abstract @Nullable Object hasNext(Iterator<?> iterator, Task<?> task) throws Throwable;

  protected abstract @Nullable Object close(AsyncCloseable closeable, Task<?> task)
      throws Throwable;

  protected abstract @Nullable Object closeSuppressing(AsyncCloseable closeable, Task<?> task)
      throws Throwable;

  protected abstract @Nullable Object result(@Nullable Object returned, Task<?> task)
      throws Throwable;

  protected abstract <T extends @Nullable Object> Task<T> startTask(Frame<T> frame);

  protected abstract <T extends @Nullable Object> CompletableFuture<T> startCompletableFuture(
      Frame<T> frame);

  protected abstract <T extends @Nullable Object> AsyncIterator<T> startGenerator(Frame<T> frame);
}
