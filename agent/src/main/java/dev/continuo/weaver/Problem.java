// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver;

import org.jspecify.annotations.Nullable;

/**
 * Why a class cannot be woven, or does what nobody can have meant, and what to do about it.
 *
 * @param className the binary name with dots, {@code demo.Main}
 * @param method the name of the method, null where the whole class is meant
 * @param sourceFile the simple name of the source file, null if the class file does not say
 * @param line the line in it, 0 if the class file does not say
 * @param reason what is wrong, without a full stop
 * @param remedy what the user can do, without a full stop
 * @param check the name of the check that found it, null for a limit of weaving
 * @param severity whether it should end a build
 * @param subject the name that the code in question mentions, by which a door that has the source
 *     finds the column; null if there is none
 */
public record Problem(
    String className,
    @Nullable String method,
    @Nullable String sourceFile,
    int line,
    String reason,
    String remedy,
    @Nullable String check,
    Severity severity,
    @Nullable String subject) {

  /** An error that no check has found: a limit of weaving. */
  public Problem(
      String className,
      @Nullable String method,
      @Nullable String sourceFile,
      int line,
      String reason,
      String remedy) {
    this(className, method, sourceFile, line, reason, remedy, null, Severity.ERROR, null);
  }

  /** The same at another line, for a door that has the source and knows better. */
  public Problem at(int newLine) {
    return new Problem(
        className, method, sourceFile, newLine, reason, remedy, check, severity, subject);
  }

  /** Whether it should end a build. */
  public boolean isError() {
    return severity == Severity.ERROR;
  }

  /**
   * {@code demo.Main.fetch(Main.java:12): reason; remedy [Check]}, as a stack trace writes the
   * place and as compilers write the name of a rule.
   */
  public String message() {
    StringBuilder text = new StringBuilder(className);
    if (method != null) {
      text.append('.').append(method);
    }
    if (sourceFile != null) {
      text.append('(').append(sourceFile).append(line > 0 ? ":" + line : "").append(')');
    }
    text.append(": ").append(reason).append("; ").append(remedy);
    return check == null ? text.toString() : text.append(" [").append(check).append(']').toString();
  }
}
