// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a chain of frames is suspended, as stack trace elements. */
final class AwaitChain {

  private AwaitChain() {}

  /** The chain from its innermost frame outwards. */
  static List<StackTraceElement> from(@Nullable Coroutine<?> leaf) {
    return List.copyOf(from(leaf, Integer.MAX_VALUE));
  }

  /** The innermost frames of the chain. */
  static List<StackTraceElement> from(@Nullable Coroutine<?> leaf, int most) {
    List<StackTraceElement> chain = new ArrayList<>();
    for (Coroutine<?> f = leaf; f != null && chain.size() < most; f = f.caller) {
      String where = f.description();
      if (where != null) {
        chain.add(element(where, f.state));
      }
    }
    return chain;
  }

  /** One frame; {@code point} is the suspension point it is at, or less than 1 for none. */
  static StackTraceElement element(String where, int point) {
    String[] parts = where.split("\n", -1);
    String[] lines = parts[3].split(",");
    int line = point >= 1 && point <= lines.length ? Integer.parseInt(lines[point - 1]) : 0;
    String file = parts[2].isEmpty() ? null : parts[2];
    return new StackTraceElement(parts[0], parts[1], file, line > 0 ? line : -1);
  }

  /** The chain of a task, as a stack trace reads. */
  static String text(Task<?> task) {
    StringBuilder text = new StringBuilder(task.toString());
    for (StackTraceElement element : task.stack()) {
      text.append("\n\tat ").append(element);
    }
    return text.toString();
  }
}
