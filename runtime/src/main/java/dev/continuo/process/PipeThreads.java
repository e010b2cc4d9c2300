// SPDX-License-Identifier: Apache-2.0
package dev.continuo.process;

import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Threads that start processes and read from pipes. They are platform threads on every JDK: a
 * virtual one would hold its carrier while it reads from a pipe, and there are few carriers.
 */
final class PipeThreads {

  static final Executor EXECUTOR =
      new ThreadPoolExecutor(
          0,
          Integer.MAX_VALUE,
          10,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          PipeThreads::daemon);

  private static final long STACK_BYTES = 1 << 18;

  private PipeThreads() {}

  private static Thread daemon(Runnable r) {
    Thread thread = new Thread(null, r, "continuo-pipe", STACK_BYTES);
    thread.setDaemon(true);
    return thread;
  }
}
