// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver;

import org.jspecify.annotations.Nullable;

/**
 * Why a class cannot be woven, and what to do about it.
 *
 * @param className the binary name with dots, {@code demo.Main}
 * @param method the name of the method, null where the whole class is meant
 * @param sourceFile the simple name of the source file, null if the class file does not say
 * @param line the line in it, 0 if the class file does not say
 * @param reason what is wrong, without a full stop
 * @param remedy what the user can do, without a full stop
 */
public record Problem(
    String className,
    @Nullable String method,
    @Nullable String sourceFile,
    int line,
    String reason,
    String remedy) {

  /** {@code demo.Main.fetch(Main.java:12): reason; remedy}, as a stack trace writes the place. */
  public String message() {
    StringBuilder text = new StringBuilder(className);
    if (method != null) {
      text.append('.').append(method);
    }
    if (sourceFile != null) {
      text.append('(').append(sourceFile).append(line > 0 ? ":" + line : "").append(')');
    }
    return text.append(": ").append(reason).append("; ").append(remedy).toString();
  }
}
