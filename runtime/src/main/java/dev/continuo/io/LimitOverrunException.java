// SPDX-License-Identifier: Apache-2.0
package dev.continuo.io;

import java.io.IOException;

/** What a reader holds has no separator within the reader's limit. It holds it still. */
public class LimitOverrunException extends IOException {

  private static final long serialVersionUID = 1L;

  private final int consumed;

  /** With {@code consumed} bytes that belong to no separator. */
  public LimitOverrunException(String message, int consumed) {
    super(message);
    this.consumed = consumed;
  }

  /** How many bytes in the reader come before the separator, or before where one may begin. */
  public int consumed() {
    return consumed;
  }
}
