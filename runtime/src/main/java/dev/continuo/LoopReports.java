// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.ref.ReferenceQueue;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a loop tells of things going wrong: exceptions nobody handles, slow callbacks. */
final class LoopReports {

  static final Logger LOG = System.getLogger("dev.continuo");

  private final BaseEventLoop loop;
  final Set<Unretrieved> unretrieved = new LinkedHashSet<>();
  final ReferenceQueue<Future<?>> dropped = new ReferenceQueue<>();
  @Nullable BiConsumer<EventLoop, ErrorContext> handler;

  /** Told of coroutines never awaited, from any thread; null for the log. */
  volatile @Nullable Consumer<String> neverAwaited;

  LoopReports(BaseEventLoop loop) {
    this.loop = loop;
  }

  /** Calls the exception handler. */
  void call(ErrorContext error) {
    BiConsumer<EventLoop, ErrorContext> h = handler;
    if (h == null) {
      log(error);
      return;
    }
    try {
      h.accept(loop, error);
    } catch (Throwable t) {
      log(ErrorContext.of("Unhandled error in exception handler", t));
      log(error);
    }
  }

  private static void log(ErrorContext error) {
    StringBuilder text = new StringBuilder(error.message());
    Object subject = error.task() != null ? error.task() : error.future();
    if (subject != null) {
      text.append("\n  ").append(subject);
    }
    if (error.detail() != null) {
      text.append("\n  ").append(error.detail());
    }
    LOG.log(Level.ERROR, text.toString(), error.exception());
  }

  /** Reports what the garbage collector has found. */
  void collect() {
    if (!unretrieved.isEmpty()) {
      for (var r = dropped.poll(); r != null; r = dropped.poll()) {
        Unretrieved failure = (Unretrieved) r;
        if (unretrieved.remove(failure)) {
          call(failure.toError());
        }
      }
    }
    if (NeverAwaited.enabled) {
      NeverAwaited.collect();
    }
  }

  /** Reports everything that is left. */
  void close() {
    List<Unretrieved> left = new ArrayList<>(unretrieved);
    unretrieved.clear();
    for (Unretrieved failure : left) {
      call(failure.toError());
    }
    if (NeverAwaited.enabled) {
      NeverAwaited.close(loop);
    }
  }

  /** A task that failed while the runner was closing; says where it was created, if known. */
  void failedInShutdown(Task<?> task, Throwable exception) {
    call(
        new ErrorContext(
            "unhandled exception during asyncio.run() shutdown",
            exception,
            task,
            task,
            createdAt(task)));
  }

  /** A task that was not done when its runner closed, which cancels it; for debug mode. */
  void leftByMain(Task<?> task) {
    String created = createdAt(task);
    LOG.log(
        Level.WARNING,
        "a task was left behind, and is cancelled as the runner closes: "
            + task
            + (created == null ? "" : ", " + created)
            + "; await it, or make it in a TaskGroup");
  }

  /** A task that was not done when the loop was closed: it will never go on. */
  void leftAtClose(Task<?> task) {
    String created = createdAt(task);
    call(
        new ErrorContext(
            "Task was destroyed but it is pending!",
            null,
            task,
            task,
            (created == null ? "" : created + "; ")
                + "await or cancel it before the loop is closed, as Runner and run do"));
  }

  static @Nullable String createdAt(Task<?> task) {
    StackTraceElement[] created = task.created();
    return created == null ? null : "created at " + Creation.place(List.of(created));
  }
}
