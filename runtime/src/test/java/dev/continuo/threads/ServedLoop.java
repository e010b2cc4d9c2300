// SPDX-License-Identifier: Apache-2.0
package dev.continuo.threads;

import dev.continuo.EventLoop;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;

/** A loop that runs on a thread of its own until it is closed; what it reports is kept. */
final class ServedLoop implements AutoCloseable {

  final EventLoop loop;
  final ConcurrentLinkedQueue<Throwable> reports = new ConcurrentLinkedQueue<>();
  private final Future<?> thread;

  /** A selector loop. */
  ServedLoop() throws Exception {
    this(EventLoop.create());
  }

  ServedLoop(EventLoop loop) throws Exception {
    this.loop = loop;
    loop.setExceptionHandler((l, error) -> reports.add(error.exception()));
    thread =
        Threads.start(
            () -> {
              loop.runForever();
              return null;
            });
    on(() -> null);
  }

  /** Calls it on the loop and gives its value. */
  <T> T on(Callable<T> call) throws Exception {
    CompletableFuture<T> result = new CompletableFuture<>();
    loop.execute(
        () -> {
          try {
            result.complete(call.call());
          } catch (Throwable t) {
            result.completeExceptionally(t);
          }
        });
    return Threads.get(result);
  }

  @Override
  public void close() {
    loop.stop();
    try {
      Threads.get(thread);
    } catch (Exception e) {
      throw new AssertionError("the loop does not stop", e);
    }
    loop.close();
  }
}
