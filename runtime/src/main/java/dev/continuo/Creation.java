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
