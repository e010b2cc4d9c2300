// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

import java.util.List;

/** Where, in a program that uses us, something was created. */
final class Creation {

  private Creation() {}

  /** The innermost element of a trace that is not the runtime's. */
  static String place(List<StackTraceElement> trace) {
    for (StackTraceElement element : trace) {
      if (!isOurs(element.getClassName())) {
        return element.toString();
      }
    }
    return "an unknown place";
  }

  /** The trace of who called the method that makes this coroutine. */
  static List<StackTraceElement> trace(Coroutine<?> coroutine) {
    StackTraceElement[] trace = new Throwable().getStackTrace();
    String frameClass = coroutine.getClass().getName();
    int i = 0;
    while (i < trace.length
        && (isOurs(trace[i].getClassName()) || trace[i].getClassName().equals(frameClass))) {
      i++;
    }
    String where = coroutine.description();
    if (where != null && i < trace.length) {
      String method = trace[i].getClassName() + "\n" + trace[i].getMethodName() + "\n";
      if (where.startsWith(method)) {
        i++;
      }
    }
    return List.of(trace).subList(i, trace.length);
  }

  private static boolean isOurs(String className) {
    // Classes of these packages, but not tests and samples that stand in the same packages.
    try {
      return className.startsWith("dev.continuo.")
          && Class.forName(className, false, Creation.class.getClassLoader())
              .getProtectionDomain()
              .equals(Creation.class.getProtectionDomain());
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }
}
