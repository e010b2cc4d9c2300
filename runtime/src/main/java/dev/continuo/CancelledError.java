// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

import org.jspecify.annotations.Nullable;

/**
 * Thrown at a task's await when the task, or what it awaits, was cancelled. An {@link Error} so
 * that {@code catch (Exception e)} does not swallow a cancellation.
 */
public class CancelledError extends Error {

  private static final long serialVersionUID = 1L;

  /** Without a message. */
  public CancelledError() {}

  /** With the message given to {@code cancel}, which may be null. */
  public CancelledError(@Nullable String message) {
    super(message);
  }
}
