// SPDX-License-Identifier: Apache-2.0
package dev.continuo.queue;

/** The queue was shut down: it takes nothing more, and a get finds nothing more in it. */
public class QueueShutDownException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Without a message. */
  public QueueShutDownException() {}
}
