// SPDX-License-Identifier: Apache-2.0
package dev.continuo.traces;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.continuo.CancelledError;
import dev.continuo.InvalidStateException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Collection;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.Collectors;

/** Writes values as Python does. */
final class PythonText {

  private static final Map<Class<?>, String> TYPE_NAMES =
      Map.of(
          String.class, "str",
          CancelledError.class, "CancelledError",
          IllegalArgumentException.class, "ValueError",
          IllegalStateException.class, "RuntimeError",
          InvalidStateException.class, "InvalidStateError",
          NoSuchElementException.class, "KeyError");

  /** Messages say what asyncio's say, in our names: ours, and Python's. */
  private static final Map<String, String> NAMES_IN_MESSAGES =
      Map.of(
          "Asyncio.run()", "asyncio.run()",
          "setResult", "set_result",
          "setException", "set_exception",
          "taskDone", "task_done");

  private PythonText() {}

  /** {@code str(value)}; of an exception, its message. */
  static String str(Object value) {
    if (value == null) {
      return "None";
    }
    if (value instanceof Boolean b) {
      return b ? "True" : "False";
    }
    if (value instanceof byte[] bytes) {
      return "b'" + new String(bytes, US_ASCII).replace("\n", "\\n") + "'";
    }
    if (value instanceof Collection<?> all) {
      return all.stream().map(PythonText::repr).collect(Collectors.joining(", ", "[", "]"));
    }
    return value instanceof Throwable t ? message(t) : value.toString();
  }

  /** {@code repr(value)}, which quotes strings. */
  static String repr(Object value) {
    return value instanceof String s ? "'" + s + "'" : str(value);
  }

  /** The type and the arguments of an exception: {@code X(e)} of the scenarios. */
  static String described(Throwable t) {
    return typeName(t) + "(" + message(t) + ")";
  }

  /** {@code type(value).__name__}. */
  static String typeName(Object value) {
    String name = TYPE_NAMES.get(value.getClass());
    return name != null ? name : value.getClass().getName() + " (not in the table)";
  }

  /** {@code f'{seconds:g}'}. */
  static String seconds(long nanos) {
    return BigDecimal.valueOf(nanos, 9)
        .round(new MathContext(6))
        .stripTrailingZeros()
        .toPlainString();
  }

  private static String message(Throwable t) {
    String message = t.getMessage() == null ? "" : t.getMessage();
    for (Map.Entry<String, String> name : NAMES_IN_MESSAGES.entrySet()) {
      message = message.replace(name.getKey(), name.getValue());
    }
    return message;
  }
}
