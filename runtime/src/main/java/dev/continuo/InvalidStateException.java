// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

/** A future was asked for its result too early, or completed twice. */
public class InvalidStateException extends IllegalStateException {

  private static final long serialVersionUID = 1L;

  /** With a message that says what was wrong. */
  public InvalidStateException(String message) {
    super(message);
  }
}
