// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an exception handler of an {@link EventLoop} is told; absent parts are null.
 *
 * @param message what happened
 * @param exception the exception nobody handled
 * @param task the task it happened in
 * @param future the future it happened to
 * @param detail more to print: a task's name, or where it was created
 */
public record ErrorContext(
    String message,
    @Nullable Throwable exception,
    @Nullable Task<?> task,
    @Nullable Future<?> future,
    @Nullable String detail) {

  /** Checks that there is a message. */
  public ErrorContext {
    Objects.requireNonNull(message, "message");
  }

  static ErrorContext of(String message, @Nullable Throwable exception) {
    return new ErrorContext(message, exception, null, null, null);
  }

  /** A task of a loop that was closed. */
  static ErrorContext dropped(Task<?> task) {
    return new ErrorContext(
        "Task was pending when its event loop was closed",
        null,
        task,
        task,
        LoopReports.createdAt(task));
  }
}
