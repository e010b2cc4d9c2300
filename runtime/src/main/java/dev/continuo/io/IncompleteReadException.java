// SPDX-License-Identifier: Apache-2.0
package dev.continuo.io;

import java.io.EOFException;
import org.jspecify.annotations.Nullable;

/** The stream ended before all that was asked for had come. */
public class IncompleteReadException extends EOFException {

  private static final long serialVersionUID = 1L;

  private final byte[] partial;
  private final @Nullable Integer expected;

  /**
   * Of a stream that ended after {@code partial}.
   *
   * @param expected how many bytes were asked for; null if that was not known
   */
  public IncompleteReadException(byte[] partial, @Nullable Integer expected) {
    super(
        partial.length
            + " bytes read on a total of "
            + (expected == null ? "undefined" : expected)
            + " expected bytes");
    this.partial = partial.clone();
    this.expected = expected;
  }

  /** What had come before the end; it is no longer in the reader. */
  public byte[] partial() {
    return partial.clone();
  }

  /** How many bytes were asked for; null if the read was to end at a separator. */
  public @Nullable Integer expected() {
    return expected;
  }
}
