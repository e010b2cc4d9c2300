// SPDX-License-Identifier: Apache-2.0
package dev.continuo.internal;

/** Who waits for a channel to become ready. */
public interface ChannelListener {

  /** Called on the loop's thread while some of the ops asked for are ready; these are given. */
  void ready(int ops);
}
