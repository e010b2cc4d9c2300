// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver.generator;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What generated programs tell, in a form that is the same in every run; and their end. */
public final class Log {
  private static final int MOST_TICKS = 1_500;
  private static final int MOST_LINES = 10_000;
  private static final int MOST_GUARDED_CALLS = 10;
  private static final int LONG_TEXT = 60;

  private static final List<String> LINES = new ArrayList<>();
  private static int ticks;
  private static int guardedCalls;

  private Log() {}

  /** Ends a program that takes too long; it is no exception that programs catch. */
  static final class OutOfTime extends Error {
    private static final long serialVersionUID = 1L;
  }

  static void begin() {
    LINES.clear();
    ticks = 0;
    guardedCalls = 0;
  }

  static List<String> lines() {
    return List.copyOf(LINES);
  }

  /** Notes the value at the place with this number. */
  public static <T> T log(int id, T value) {
    if (LINES.size() > MOST_LINES) {
      throw new OutOfTime();
    }
    String text = show(value);
    LINES.add(
        id + ": " + (text.length() > LONG_TEXT ? text.length() + " " + text.hashCode() : text));
    return value;
  }

  /** Stands at the beginning of each method and loop. */
  public static void tick() {
    if (++ticks > MOST_TICKS) {
      throw new OutOfTime();
    }
  }

  /** Whether one more call may go to a method that may have led here. */
  public static boolean again() {
    return ++guardedCalls <= MOST_GUARDED_CALLS;
  }

  /** Makes the compiler believe that the block throws it. */
  public static void mayFail() throws IOException {}

  /** Keeps text that is added to text from growing with each round. */
  public static String cut(String text) {
    return text == null || text.length() < 12 ? text : text.substring(0, 12);
  }

  /** As text that depends neither on identity nor on the names of variables. */
  public static String show(Object value) {
    return show(value, 2);
  }

  private static String show(Object value, int depth) {
    if (value instanceof Throwable e) {
      return showException(e, depth);
    }
    if (value == null || !value.getClass().isArray()) {
      return String.valueOf(value);
    }
    StringBuilder text = new StringBuilder("[");
    for (int i = 0; i < java.lang.reflect.Array.getLength(value) && depth > 0; i++) {
      text.append(show(java.lang.reflect.Array.get(value, i), depth - 1)).append(' ');
    }
    return text.append(']').toString();
  }

  /** Messages of the JVM may name variables and classes. */
  private static String showException(Throwable e, int depth) {
    StringBuilder text = new StringBuilder(e.getClass().getSimpleName());
    if (e instanceof Boom || e instanceof IOException) {
      text.append(' ').append(e.getMessage());
    }
    for (Throwable suppressed : e.getSuppressed()) {
      text.append(" + ").append(depth > 0 ? showException(suppressed, depth - 1) : "..");
    }
    return text.toString();
  }
}
