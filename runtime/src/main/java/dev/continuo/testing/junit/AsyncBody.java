// SPDX-License-Identifier: Apache-2.0
package dev.continuo.testing.junit;

import dev.continuo.Asyncio;
import dev.continuo.Awaitable;
import dev.continuo.Coroutine;
import dev.continuo.Future;
import dev.continuo.annotation.Async;
import java.lang.annotation.Annotation;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtensionContext;

/** An {@link AsyncTest} method with what comes before and after each, on one test object. */
final class AsyncBody {

  private final Method test;
  private final ExtensionContext context;
  private final Object target;

  AsyncBody(Method test, ExtensionContext context, Object target) {
    this.test = test;
    this.context = context;
    this.target = target;
  }

  /** On an object of its own; on JUnit's, where all tests of a class share one. */
  static AsyncBody onNewObject(Method test, ExtensionContext context) {
    boolean shared = context.getTestInstanceLifecycle().orElse(null) == Lifecycle.PER_CLASS;
    return new AsyncBody(
        test, context, shared ? context.getRequiredTestInstance() : newObject(context));
  }

  private static Object newObject(ExtensionContext context) {
    Constructor<?> constructor = context.getRequiredTestClass().getDeclaredConstructors()[0];
    List<Object> enclosing = context.getRequiredTestInstances().getEnclosingInstances();
    return enclosing.isEmpty()
        ? context.getExecutableInvoker().invoke(constructor)
        : context.getExecutableInvoker().invoke(constructor, enclosing.get(enclosing.size() - 1));
  }

  /** Awaits the test, and the methods around it that can be awaited. */
  @Async
  @SuppressWarnings("continuo:SwallowedCancellation") // it leaves after what comes after each
  Coroutine<Void> run() {
    Throwable failure = null;
    try {
      for (Method before : methods(AsyncBeforeEach.class)) {
        Asyncio.await(started(before));
      }
      Asyncio.await(started(test));
    } catch (Throwable t) {
      failure = t;
    }
    for (Method after : reversed(methods(AsyncAfterEach.class))) {
      try {
        Asyncio.await(started(after));
      } catch (Throwable t) {
        failure = plus(failure, t);
      }
    }
    return failure == null ? Coroutine.done() : Coroutine.failed(failure);
  }

  /** As {@link #run}, and calls JUnit's own methods before and after each. */
  @Async
  @SuppressWarnings("continuo:SwallowedCancellation") // likewise
  Coroutine<Void> runAll() {
    Throwable failure = null;
    try {
      Annotations.plainMethods(target.getClass(), BeforeEach.class).forEach(this::call);
      Asyncio.await(run());
    } catch (Throwable t) {
      failure = t;
    }
    for (Method after : reversed(Annotations.plainMethods(target.getClass(), AfterEach.class))) {
      try {
        call(after);
      } catch (Throwable t) {
        failure = plus(failure, t);
      }
    }
    return failure == null ? Coroutine.done() : Coroutine.failed(failure);
  }

  private List<Method> methods(Class<? extends Annotation> type) {
    return Annotations.methods(target.getClass(), type);
  }

  private static List<Method> reversed(List<Method> methods) {
    List<Method> reversed = new ArrayList<>(methods);
    Collections.reverse(reversed);
    return reversed;
  }

  private static Throwable plus(@Nullable Throwable first, Throwable next) {
    if (first == null) {
      return next;
    }
    if (first != next) {
      first.addSuppressed(next);
    }
    return first;
  }

  /** Has JUnit call a method, with the parameters that its extensions give. */
  private @Nullable Object call(Method method) {
    return context.getExecutableInvoker().invoke(method, target);
  }

  private Awaitable<?> started(Method method) {
    Object result = call(method);
    if (result == null) {
      throw new NullPointerException(
          Annotations.name(method) + " returned null; return Coroutine.done()");
    }
    return result instanceof CompletionStage<?> stage ? Future.from(stage) : (Awaitable<?>) result;
  }
}
