// SPDX-License-Identifier: Apache-2.0
package dev.continuo.sync;

/** A {@link Barrier} was aborted, or was reset while tasks waited. */
public class BrokenBarrierException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Says why it is broken. */
  public BrokenBarrierException(String message) {
    super(message);
  }
}
