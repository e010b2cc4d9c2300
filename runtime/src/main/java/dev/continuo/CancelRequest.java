// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request to cancel on its way from a future to those it waits for. Chains of tasks may be long,
 * so it goes down and comes back without recursion.
 */
final class CancelRequest {

  /** The request that was passed on to this; null if it came from outside. */
  private final @Nullable CancelRequest above;

  private final Future<?> future;
  private final Iterator<? extends Future<?>> below;
  private boolean accepted;

  private CancelRequest(
      @Nullable CancelRequest above, Future<?> future, List<? extends Future<?>> below) {
    this.above = above;
    this.future = future;
    this.below = below.iterator();
  }

  /** Asks {@code first}, and whomever it passes that on to: whether it accepts. */
  static boolean send(Future<?> first, @Nullable String message) {
    CancelRequest at = down(null, first);
    boolean accepted = false;
    while (at != null) {
      if (at.below.hasNext()) {
        at = down(at, at.below.next());
      } else {
        accepted = at.future.endCancel(at.accepted, message);
        at = at.above;
        if (at != null) {
          at.accepted |= accepted;
        }
      }
    }
    return accepted;
  }

  private static @Nullable CancelRequest down(@Nullable CancelRequest from, Future<?> to) {
    List<? extends Future<?>> below = to.beginCancel();
    return below == null ? from : new CancelRequest(from, to, below);
  }
}
