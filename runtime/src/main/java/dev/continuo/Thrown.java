// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

/** Throwing checked exceptions where none are declared. */
final class Thrown {

  private Thrown() {}

  /** Throws {@code t} as it is; write {@code throw Thrown.asIs(t)}. */
  static RuntimeException asIs(Throwable t) {
    throw Thrown.<RuntimeException>cast(t);
  }

  @SuppressWarnings("unchecked")
  private static <X extends Throwable> X cast(Throwable t) throws X {
    throw (X) t;
  }
}
