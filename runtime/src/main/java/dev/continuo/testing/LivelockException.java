// SPDX-License-Identifier: Apache-2.0
package dev.continuo.testing;

/** A program has not ended within its limit of steps, or of virtual time. */
public class LivelockException extends IllegalStateException {

  private static final long serialVersionUID = 1L;

  /** With a message that names the limit and the tasks. */
  public LivelockException(String message) {
    super(message);
  }
}
