// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

import dev.continuo.Settled.Failure;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * A failed future whose exception nobody has seen. It is reported when the future is garbage, or at
 * the latest when its loop is closed.
 */
final class Unretrieved extends WeakReference<Future<?>> {

  private final LoopReports reports;
  private final Throwable exception;
  private final String message;
  private final String description;
  private final @Nullable String created;

  private Unretrieved(Future<?> future, LoopReports reports, Throwable exception) {
    super(future, reports.dropped);
    this.reports = reports;
    this.exception = exception;
    boolean isTask = future instanceof Task<?>;
    this.message = (isTask ? "Task" : "Future") + " exception was never retrieved";
    this.description = future.toString();
    this.created = future instanceof Task<?> task ? createdAt(task) : null;
  }

  /** Called when a future fails. */
  static void watch(Future<?> future, Failure failure) {
    if (future.loop != null && !future.loop.isClosed()) {
      LoopReports reports = future.loop.reports;
      Unretrieved unretrieved = new Unretrieved(future, reports, failure.exception);
      reports.unretrieved.add(unretrieved);
      failure.unretrieved = unretrieved;
    }
  }

  void forget() {
    reports.unretrieved.remove(this);
    clear();
  }

  ErrorContext toError() {
    Future<?> future = get();
    Task<?> task = future instanceof Task<?> t ? t : null;
    return new ErrorContext(message, exception, task, future, future != null ? created : lost());
  }

  private static @Nullable String createdAt(Task<?> task) {
    String created = LoopReports.createdAt(task);
    return created == null ? null : created + "; await it, or ask for its exception()";
  }

  /** What is known of a future that is garbage. */
  private String lost() {
    return created == null ? description : description + " " + created;
  }
}
