// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;

/** The loop that waits in a {@link Selector}. */
final class SelectorEventLoop extends BaseEventLoop {

  private static final long NANOS_PER_MILLI = 1_000_000;

  private final Selector selector;

  SelectorEventLoop() {
    try {
      selector = Selector.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public long time() {
    return System.nanoTime();
  }

  @Override
  protected void poll(long timeoutNanos) {
    try {
      if (timeoutNanos < 0) {
        selector.select(this::selected);
      } else if (timeoutNanos > 0) {
        // Rounded up: a timer must not come early, nor the loop spin until it is due.
        long millis = (timeoutNanos - 1) / NANOS_PER_MILLI + 1;
        selector.select(this::selected, millis);
      } else if (!selector.keys().isEmpty()) {
        selector.selectNow(this::selected);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void selected(SelectionKey key) {
    enqueue(key.attachment());
  }

  @Override
  protected void wakeup() {
    selector.wakeup();
  }

  @Override
  public void close() {
    boolean first = !isClosed();
    super.close();
    if (first) {
      try {
        selector.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
