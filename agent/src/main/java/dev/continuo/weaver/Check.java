// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver;

/**
 * One rule about programs, found in bytecode. Its class, the code in its messages, its page below
 * {@code docs/checks} and the key that suppresses it have one name.
 */
abstract class Check {
  private final Severity severity;

  Check(Severity severity) {
    this.severity = severity;
  }

  /** Reports what is wrong in one method. */
  abstract void inspect(Inspection method);

  /** Whether the class cannot be woven because of it; if not, it is woven all the same. */
  boolean refuses() {
    return false;
  }

  final String name() {
    return getClass().getSimpleName();
  }

  final Severity severity() {
    return severity;
  }
}
