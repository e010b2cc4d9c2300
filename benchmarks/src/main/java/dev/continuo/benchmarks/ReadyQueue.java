// SPDX-License-Identifier: Apache-2.0
package dev.continuo.benchmarks;

import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;

/** The loop of libraries that have none: what others wait for, in order. */
public final class ReadyQueue {
  private final ArrayDeque<CompletableFuture<Void>> ready = new ArrayDeque<>();

  /** Pending until its turn comes. */
  public CompletableFuture<Void> turn() {
    CompletableFuture<Void> turn = new CompletableFuture<>();
    ready.add(turn);
    return turn;
  }

  /** Runs until nothing is ready. */
  public void run() {
    for (CompletableFuture<Void> turn = ready.poll(); turn != null; turn = ready.poll()) {
      turn.complete(null);
    }
  }

  /** Runs until nothing is ready, then waits for {@code main}. */
  public <T> T run(CompletableFuture<T> main) {
    run();
    return main.join();
  }
}
