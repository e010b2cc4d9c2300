// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver;

import java.util.Set;

/**
 * Every name of the runtime, the annotation and the JDK that woven code or the weaver refers to. A
 * test of the runtime resolves each.
 */
final class Names {
  static final String OBJECT = "java/lang/Object";
  static final String THROWABLE = "java/lang/Throwable";
  static final String ERROR = "java/lang/Error";
  static final String BOOLEAN = "java/lang/Boolean";
  static final String ITERATOR = "java/util/Iterator";
  static final String LAMBDA_METAFACTORY = "java/lang/invoke/LambdaMetafactory";

  static final String ASYNC_DESC = "Ldev/continuo/annotation/Async;";

  static final String ASYNCIO = "dev/continuo/Asyncio";
  static final String COROUTINE = "dev/continuo/Coroutine";
  static final String RUNNER = "dev/continuo/Runner";
  static final String TASK = "dev/continuo/Task";
  static final String FUTURE = "dev/continuo/Future";
  static final String ASYNC_ITERATOR = "dev/continuo/AsyncIterator";
  static final String ASYNC_ITERABLE = "dev/continuo/AsyncIterable";
  static final String ASYNC_CLOSEABLE = "dev/continuo/AsyncCloseable";
  static final String CANCELLED_ERROR = "dev/continuo/CancelledError";
  static final String COMPLETABLE_FUTURE = "java/util/concurrent/CompletableFuture";
  static final String COMPLETION_STAGE = "java/util/concurrent/CompletionStage";

  static final String FRAME = "dev/continuo/spi/Frame";
  static final String SUSPENSION = "dev/continuo/spi/Suspension";
  static final String DIRECT_CALL = "dev/continuo/spi/DirectCall";
  static final String DIRECT_BODY = "dev/continuo/spi/DirectBody";
  static final String WOVEN_DESC = "Ldev/continuo/spi/Woven;";

  static final String OBJECT_DESC = "Ljava/lang/Object;";
  static final String TASK_DESC = "Ldev/continuo/Task;";

  /** Functions of Asyncio; await and emit are functions of Suspension too. */
  static final String AWAIT = "await";

  static final String EMIT = "emit";
  static final String EACH = "each";

  /** A function of Asyncio and of Runner. */
  static final String RUN = "run";

  /** Members of Suspension. */
  static final String SUSPENDED = "SUSPENDED";

  static final String RESUMED = "resumed";
  static final String RESULT = "result";
  static final String HAS_NEXT = "hasNext";
  static final String CLOSE = "close";
  static final String CLOSE_SUPPRESSING = "closeSuppressing";
  static final String START_TASK = "startTask";
  static final String START_FUTURE = "startFuture";
  static final String START_COMPLETABLE_FUTURE = "startCompletableFuture";
  static final String START_GENERATOR = "startGenerator";

  /** Methods of Frame; emit is one too. */
  static final String STATE = "state";

  static final String SUSPEND = "suspend";
  static final String RESUME = "resume";
  static final String WHERE = "where";

  static final String DIRECT = "direct";

  /** Bootstrap methods of DirectCall. */
  static final String LINK = "link";

  static final String LINK_STATIC = "linkStatic";
  static final String UNCHANGED = "unchanged";

  static final String AWAIT_DESC = "(Ldev/continuo/Awaitable;)Ljava/lang/Object;";

  /** The functions of {@link #ASYNCIO} that mean something only in woven code. */
  static final Set<String> ONLY_IN_WOVEN_CODE = Set.of(AWAIT, EMIT, EACH);

  /** The interfaces of the JDK by whose close() an AsyncCloseable may be closed. */
  static final Set<String> PLAIN_CLOSEABLES =
      Set.of("java/lang/AutoCloseable", "java/io/Closeable");

  /** The packages of frameworks that take a call on a mock for a description of it. */
  static final Set<String> MOCKS = Set.of("org/mockito/", "org/easymock/");

  private Names() {}
}
