// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

import dev.continuo.Settled.Cancelled;
import dev.continuo.Settled.Failure;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Futures and tasks in words, as asyncio has them: {@code <Task pending name='T' coro=<f() running
 * at File.java:12> wait_for=<Future pending>>}.
 */
final class Description {

  /** Of a result, no more is shown than this. */
  private static final int MOST_CHARS = 60;

  private Description() {}

  /** With what it waits for in turn, if {@code whole}. */
  static String of(Future<?> future, boolean whole) {
    Object r = future.result;
    StringBuilder text = new StringBuilder("<").append(future.kind());
    text.append(r == null ? " pending" : r instanceof Cancelled ? " cancelled" : " finished");
    if (future instanceof Task<?> task) {
      task(task, whole, text);
    }
    if (r instanceof Failure failure) {
      text.append(" exception=").append(failure.exception);
    } else if (r != null && !(r instanceof Cancelled)) {
      text.append(" result=").append(value(r == Settled.NULL ? null : r));
    }
    return text.append('>').toString();
  }

  private static void task(Task<?> task, boolean whole, StringBuilder text) {
    text.append(" name='").append(task.name()).append('\'');
    Coroutine<?> coroutine = task.coroutine();
    if (coroutine != null) {
      text.append(" coro=<").append(coroutine.name()).append("()");
      text.append(task.isDone() ? " done" : progress(coroutine)).append('>');
    }
    Future<?> waiting = task.waiting;
    if (whole && waiting != null && !task.isDone()) {
      boolean named = waiting.getClass().getPackage() == Future.class.getPackage();
      text.append(" wait_for=").append(named ? of(waiting, false) : waiting);
    }
  }

  private static String progress(Coroutine<?> coroutine) {
    if (coroutine.state == Coroutine.TAKEN) {
      return " not started";
    }
    List<StackTraceElement> place = AwaitChain.from(coroutine, 1);
    StackTraceElement element = place.isEmpty() ? null : place.get(0);
    return element == null || element.getFileName() == null || element.getLineNumber() <= 0
        ? " running"
        : " running at " + element.getFileName() + ":" + element.getLineNumber();
  }

  /** Only of simple values the text: others may be long, or fail. */
  private static String value(@Nullable Object value) {
    if (value == null || value instanceof Number || value instanceof Boolean) {
      return String.valueOf(value);
    }
    if (value instanceof CharSequence || value instanceof Character || value instanceof Enum<?>) {
      String text = value.toString();
      return text.length() <= MOST_CHARS ? text : text.substring(0, MOST_CHARS) + "...";
    }
    return "<" + value.getClass().getName() + ">";
  }
}
