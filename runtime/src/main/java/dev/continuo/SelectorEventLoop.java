// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

/** The loop that waits in a selector. */
final class SelectorEventLoop extends BaseEventLoop {

  private final Channels channels = channels();

  SelectorEventLoop() {}

  @Override
  public long time() {
    return System.nanoTime();
  }

  @Override
  protected void poll(long timeoutNanos) {
    channels.poll(timeoutNanos);
  }

  @Override
  protected void wakeup() {
    channels.wakeup();
  }
}
