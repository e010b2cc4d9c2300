// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

import dev.continuo.annotation.Async;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The threads of {@code toThread}, made when they are first needed. */
final class Threads {

  private static final int MOST = Math.min(32, Runtime.getRuntime().availableProcessors() + 4);
  private static final AtomicInteger NUMBERS = new AtomicInteger();

  private Threads() {}

  private static final class Pool {
    static final ExecutorService SERVICE = create();

    private static ExecutorService create() {
      ExecutorService virtual = virtualThreads();
      if (virtual != null) {
        return virtual;
      }
      ThreadPoolExecutor pool =
          new ThreadPoolExecutor(
              MOST, MOST, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), Threads::daemon);
      pool.allowCoreThreadTimeOut(true);
      return pool;
    }

    /** {@code Executors.newVirtualThreadPerTaskExecutor()}, which JDK 17 does not have. */
    private static @Nullable ExecutorService virtualThreads() {
      try {
        MethodHandle create =
            MethodHandles.publicLookup()
                .findStatic(
                    Executors.class,
                    "newVirtualThreadPerTaskExecutor",
                    MethodType.methodType(ExecutorService.class));
        return (ExecutorService) create.invokeExact();
      } catch (NoSuchMethodException e) {
        return null;
      } catch (Throwable t) {
        throw Thrown.asIs(t);
      }
    }
  }

  private static Thread daemon(@Nullable Runnable r) {
    Thread thread = new Thread(r, "continuo-" + NUMBERS.incrementAndGet());
    thread.setDaemon(true);
    return thread;
  }

  @Async
  static <T extends @Nullable Object> Coroutine<T> call(Callable<T> blocking) {
    return BaseEventLoop.current().runInExecutor(Pool.SERVICE, blocking, true).asCoroutine();
  }
}
