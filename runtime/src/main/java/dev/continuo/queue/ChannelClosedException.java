// SPDX-License-Identifier: Apache-2.0
package dev.continuo.queue;

/** An end of a {@link Channel} was closed: nothing can be sent, or nothing more be received. */
public class ChannelClosedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Says which end. */
  public ChannelClosedException(String message) {
    super(message);
  }
}
