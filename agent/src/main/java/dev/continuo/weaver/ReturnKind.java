// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;

/** What an {@code @Async} method returns decides how a call of it begins. */
enum ReturnKind {
  /** Runs nothing: the frame is the coroutine. */
  COROUTINE(null),
  TASK(Names.START_TASK),
  FUTURE(Names.START_FUTURE),
  COMPLETABLE_FUTURE(Names.START_COMPLETABLE_FUTURE),
  /** Runs from emit to emit; what the body returns is not awaited but handed to the driver. */
  GENERATOR(Names.START_GENERATOR);

  static final String ALLOWED =
      "Coroutine, Task, Future, AsyncIterator, CompletableFuture or CompletionStage";

  private static final Map<String, ReturnKind> BY_TYPE =
      Map.of(
          Names.COROUTINE, COROUTINE,
          Names.TASK, TASK,
          Names.FUTURE, FUTURE,
          Names.COMPLETABLE_FUTURE, COMPLETABLE_FUTURE,
          Names.COMPLETION_STAGE, COMPLETABLE_FUTURE,
          Names.ASYNC_ITERATOR, GENERATOR);

  /** The function of {@code Suspension} that takes the new frame, null if none is called. */
  final @Nullable String starter;

  ReturnKind(@Nullable String starter) {
    this.starter = starter;
  }

  /** Of an {@code @Async} method, by its descriptor; null if the type is not allowed. */
  static @Nullable ReturnKind of(String methodDescriptor) {
    Type type = Type.getReturnType(methodDescriptor);
    return type.getSort() == Type.OBJECT ? BY_TYPE.get(type.getInternalName()) : null;
  }

  /** Of a lambda body, which may return an {@code AsyncIterable} too. */
  static @Nullable ReturnKind ofLambda(String methodDescriptor) {
    return methodDescriptor.endsWith(")L" + Names.ASYNC_ITERABLE + ";")
        ? GENERATOR
        : of(methodDescriptor);
  }

  /** What {@link #starter} returns. */
  String startedType() {
    return switch (this) {
      case COROUTINE -> Names.COROUTINE;
      case TASK -> Names.TASK;
      case FUTURE -> Names.FUTURE;
      case COMPLETABLE_FUTURE -> Names.COMPLETABLE_FUTURE;
      case GENERATOR -> Names.ASYNC_ITERATOR;
    };
  }
}
