// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

import org.jspecify.annotations.Nullable;

/** A time limit was exceeded; the cause is the {@link CancelledError} that ended the work. */
public class AsyncTimeoutException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Without a message or a cause. */
  public AsyncTimeoutException() {}

  /** With a message and a cause, each of which may be null. */
  public AsyncTimeoutException(@Nullable String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
