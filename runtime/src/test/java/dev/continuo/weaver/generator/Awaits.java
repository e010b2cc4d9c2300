// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver.generator;

import dev.continuo.Asyncio;
import dev.continuo.Awaitable;
import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.Future;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The things to await of a woven program: complete, or pending for a while, as the mode says. */
public final class Awaits {
  /** How the awaits of a program go. */
  enum Mode {
    ALL_COMPLETE,
    ALL_PENDING,
    MIXED,
    OTHERWISE_MIXED
  }

  private static Mode mode = Mode.ALL_COMPLETE;
  private static Choices choices = new Choices(0);

  private Awaits() {}

  static void begin(Mode chosen, long seed) {
    mode = chosen;
    choices = new Choices(seed * Mode.values().length + chosen.ordinal());
  }

  private static boolean pending() {
    return switch (mode) {
      case ALL_COMPLETE -> false;
      case ALL_PENDING -> true;
      case MIXED, OTHERWISE_MIXED -> choices.chance(50);
    };
  }

  /** Gives the value, now or in a later iteration. */
  public static <T> Awaitable<T> later(T value) {
    if (!pending()) {
      return choices.chance(50) ? Coroutine.of(value) : Future.of(value);
    }
    if (choices.chance(30)) {
      return Asyncio.sleep(Duration.ofMillis(choices.below(3)), value);
    }
    Future<T> future = new Future<>();
    EventLoop.running().callSoon(() -> future.setResult(value));
    return future;
  }

  /** Gives the value, or fails. */
  public static <T> Awaitable<T> maybe(boolean fails, int id, T value) {
    return fails ? failed(new Boom(id)) : later(value);
  }

  /** The same in the JDK's terms. */
  public static <T> CompletionStage<T> stage(boolean fails, int id, T value) {
    CompletableFuture<T> stage = new CompletableFuture<>();
    if (pending()) {
      EventLoop.running().callSoon(() -> end(stage, fails, id, value));
    } else {
      end(stage, fails, id, value);
    }
    return stage;
  }

  private static <T> void end(CompletableFuture<T> stage, boolean fails, int id, T value) {
    if (fails) {
      stage.completeExceptionally(new Boom(id));
    } else {
      stage.complete(value);
    }
  }

  /** Fails when it is awaited. */
  public static Awaitable<Void> failing(Exception e) {
    return failed(e);
  }

  private static <T> Awaitable<T> failed(Exception e) {
    if (!pending()) {
      return Coroutine.failed(e);
    }
    Future<T> future = new Future<>();
    EventLoop.running().callSoon(() -> future.setException(e));
    return future;
  }
}
