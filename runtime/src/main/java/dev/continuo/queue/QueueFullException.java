// SPDX-License-Identifier: Apache-2.0
package dev.continuo.queue;

/** A put without waiting found the queue full. */
public class QueueFullException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Without a message. */
  public QueueFullException() {}
}
