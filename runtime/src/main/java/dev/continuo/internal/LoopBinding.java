// SPDX-License-Identifier: Apache-2.0
package dev.continuo.internal;

import dev.continuo.EventLoop;
import org.jspecify.annotations.Nullable;

/** The loop that a primitive belongs to: that of the first task which waits there. */
public final class LoopBinding {

  private final Object owner;
  private @Nullable EventLoop loop;

  /** Of {@code owner}, which is named in messages. */
  public LoopBinding(Object owner) {
    this.owner = owner;
  }

  /**
   * The running loop, to which the owner belongs from now on.
   *
   * @throws IllegalStateException if it belongs to another
   */
  public EventLoop bind() {
    EventLoop running = EventLoop.running();
    if (loop == null) {
      loop = running;
    } else if (loop != running) {
      throw new IllegalStateException(owner + " is bound to a different event loop");
    }
    return running;
  }
}
