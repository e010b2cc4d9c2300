// SPDX-License-Identifier: Apache-2.0
package dev.continuo.traces;

import static java.util.stream.Collectors.joining;

import dev.continuo.EventLoop;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What a scenario prints. */
final class Trace {

  private static final ThreadLocal<List<String>> LINES = new ThreadLocal<>();

  private Trace() {}

  /** Runs the scenario and gives the lines it printed; one that fails prints its stack trace. */
  static List<String> of(Scenario scenario) {
    List<String> lines = new ArrayList<>();
    LINES.set(lines);
    try {
      scenario.run();
    } catch (Throwable t) {
      StringWriter text = new StringWriter();
      t.printStackTrace(new PrintWriter(text, true));
      text.toString().lines().forEach(lines::add);
    } finally {
      LINES.remove();
    }
    return lines;
  }

  /** Prints the virtual time and the values: {@code P} of the scenarios. */
  static void trace(Object... values) {
    print(PythonText.seconds(EventLoop.running().time()) + " " + text(values));
  }

  /** Prints the values alone: Python's {@code print}. */
  static void print(Object... values) {
    LINES.get().add(text(values));
  }

  /** Python's way to write a duration. */
  static Duration seconds(double seconds) {
    return Duration.ofNanos(Math.round(seconds * 1e9));
  }

  private static String text(Object... values) {
    return Arrays.stream(values).map(PythonText::str).collect(joining(" "));
  }
}
