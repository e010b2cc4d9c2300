// SPDX-License-Identifier: Apache-2.0
package dev.continuo.queue;

/** A get without waiting found the queue empty. */
public class QueueEmptyException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Without a message. */
  public QueueEmptyException() {}
}
