// SPDX-License-Identifier: Apache-2.0
package dev.continuo.testing;

/** Nothing is ready and no timer is set, yet tasks wait: the message says each for what. */
public class DeadlockException extends IllegalStateException {

  private static final long serialVersionUID = 1L;

  /** With a message that names the tasks. */
  public DeadlockException(String message) {
    super(message);
  }
}
