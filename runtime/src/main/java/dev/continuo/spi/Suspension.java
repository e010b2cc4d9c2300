// SPDX-License-Identifier: Apache-2.0
package dev.continuo.spi;

import dev.continuo.AsyncCloseable;
import dev.continuo.AsyncIterator;
import dev.continuo.Awaitable;
import dev.continuo.Future;
import dev.continuo.Task;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Every function that crosses from woven code into the runtime.
 *
 * <p>Each function that may suspend returns the result, or {@link #SUSPENDED}: the caller then
 * saves its state with {@link Frame#suspend} and returns {@code SUSPENDED} in turn, up to the task.
 * All of it happens on the thread of the task's loop.
 */
public final class Suspension {

  /** Returned by what cannot go on before something completes. */
  public static final Object SUSPENDED = new Marker("SUSPENDED");

  /** Returned by the body of a generator that has emitted an element. */
  public static final Object EMITTED = new Marker("EMITTED");

  static final Kernel KERNEL = Kernel.load();

  private Suspension() {}

  /** {@code Asyncio.await(a)}: the result of {@code a}, or SUSPENDED; throws what it throws. */
  public static @Nullable Object await(Awaitable<?> a, Task<?> task) throws Throwable {
    return KERNEL.await(a, task);
  }

  /** {@code Asyncio.await(s)}: the result of {@code s}, or SUSPENDED; throws what failed it. */
  public static @Nullable Object await(CompletionStage<?> s, Task<?> task) throws Throwable {
    return KERNEL.await(s, task);
  }

  /** As {@link #await(Awaitable, Task)}; {@code declared} only serves the compiler. */
  public static @Nullable Object await(Awaitable<?> a, Class<?> declared, Task<?> task)
      throws Throwable {
    return KERNEL.await(a, task);
  }

  /** As {@link #await(CompletionStage, Task)}; {@code declared} only serves the compiler. */
  public static @Nullable Object await(CompletionStage<?> s, Class<?> declared, Task<?> task)
      throws Throwable {
    return KERNEL.await(s, task);
  }

  /** At a resume point: what the awaited gave, or throws what it threw. */
  public static @Nullable Object resumed(Task<?> task) throws Throwable {
    return KERNEL.resumed(task);
  }

  /** Keeps the element for the consumer of the generator; gives {@link #EMITTED}. */
  public static Object emit(@Nullable Object value, Task<?> task) {
    KERNEL.emit(value, task);
    return EMITTED;
  }

  /** {@code i.hasNext()} where {@code i} may be the iterator of an {@code each}. */
  public static @Nullable Object hasNext(Iterator<?> i, Task<?> task) throws Throwable {
    return KERNEL.hasNext(i, task);
  }

  /** {@code c.close()}: awaits {@code c.closeAsync()}. */
  public static @Nullable Object close(AsyncCloseable c, Task<?> task) throws Throwable {
    return KERNEL.close(c, task);
  }

  /**
   * {@code c.close()} where what it throws is only added to another failure: a cancellation that
   * comes out of it is thrown once more by the task's next await.
   */
  public static @Nullable Object closeSuppressing(AsyncCloseable c, Task<?> task) throws Throwable {
    return KERNEL.closeSuppressing(c, task);
  }

  /** {@code return x;} of an {@code @Async} method: a tail await. */
  public static @Nullable Object result(@Nullable Object returned, Task<?> task) throws Throwable {
    return KERNEL.result(returned, task);
  }

  /** How a call of an {@code @Async} method that returns a {@link Task} begins. */
  public static <T extends @Nullable Object> Task<T> startTask(Frame<T> f) {
    return KERNEL.startTask(f);
  }

  /** How a call of an {@code @Async} method that returns a {@link Future} begins. */
  public static <T extends @Nullable Object> Future<T> startFuture(Frame<T> f) {
    return KERNEL.startTask(f);
  }

  /** How a call of one that returns a CompletableFuture or CompletionStage begins. */
  public static <T extends @Nullable Object> CompletableFuture<T> startCompletableFuture(
      Frame<T> f) {
    return KERNEL.startCompletableFuture(f);
  }

  /** How a call of a generator begins: nothing runs yet. */
  public static <T extends @Nullable Object> AsyncIterator<T> startGenerator(Frame<T> f) {
    return KERNEL.startGenerator(f);
  }

  private record Marker(String name) {
    @Override
    public String toString() {
      return name;
    }
  }
}
