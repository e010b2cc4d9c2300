// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver;

import dev.continuo.Awaitable;
import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * What the target programs call: things to await, complete at once or later as the test chose, and
 * a log that knows the line it was called from.
 */
public final class Scenario {
  /** How the awaits of a target go. */
  public enum Mode {
    ALL_COMPLETE,
    ALL_PENDING,
    ALTERNATING
  }

  private static final TreeMap<Integer, List<String>> LOGGED = new TreeMap<>();
  private static Mode mode = Mode.ALL_COMPLETE;
  private static int awaits;
  private static String source = "";

  private Scenario() {}

  static void begin(Mode chosen, String sourceFile) {
    LOGGED.clear();
    mode = chosen;
    source = sourceFile;
    awaits = 0;
  }

  static TreeMap<Integer, List<String>> logged() {
    return LOGGED;
  }

  private static boolean pending() {
    return mode == Mode.ALL_PENDING || mode == Mode.ALTERNATING && awaits++ % 2 == 0;
  }

  /** Gives the value, now or in a later iteration. */
  public static <T> Awaitable<T> later(T value) {
    if (!pending()) {
      return awaits % 3 == 0 ? Coroutine.of(value) : Future.of(value);
    }
    Future<T> future = new Future<>();
    EventLoop.running().callSoon(() -> future.setResult(value));
    return future;
  }

  /** Fails with the exception, now or in a later iteration. */
  public static <T> Awaitable<T> failing(Throwable exception) {
    if (!pending()) {
      return Coroutine.failed(exception);
    }
    Future<T> future = new Future<>();
    EventLoop.running().callSoon(() -> future.setException(exception));
    return future;
  }

  /** The same as {@link #later} in the JDK's terms. */
  public static <T> CompletionStage<T> stage(T value) {
    CompletableFuture<T> stage = new CompletableFuture<>();
    if (pending()) {
      EventLoop.running().callSoon(() -> stage.complete(value));
    } else {
      stage.complete(value);
    }
    return stage;
  }

  /** Notes the value for the line of the caller, which must announce it. */
  public static <T> T log(T value) {
    int line =
        StackWalker.getInstance()
            .walk(
                frames ->
                    frames
                        .filter(frame -> source.equals(frame.getFileName()))
                        .findFirst()
                        .map(StackWalker.StackFrame::getLineNumber)
                        .orElse(-1));
    LOGGED.computeIfAbsent(line, l -> new ArrayList<>()).add(String.valueOf(value));
    return value;
  }
}
