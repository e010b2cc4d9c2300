// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

/**
 * Waits for the channels of all loops that run on executors, in one daemon thread, and tells the
 * loops. Any thread may call it.
 */
final class SharedSelector {

  final Selector selector;
  private final Queue<CountDownLatch> flushes = new ConcurrentLinkedQueue<>();

  private SharedSelector() {
    try {
      selector = Selector.open();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot open a selector", e);
    }
  }

  /** The one there is; its thread starts with the first use. */
  static SharedSelector instance() {
    return Holder.INSTANCE;
  }

  private static final class Holder {
    static final SharedSelector INSTANCE = start();

    private static SharedSelector start() {
      SharedSelector made = new SharedSelector();
      Thread thread = new Thread(made::selectForEver, "continuo-selector");
      thread.setDaemon(true);
      thread.start();
      return made;
    }
  }

  private void selectForEver() {
    List<CountDownLatch> flushed = new ArrayList<>();
    for (; ; ) {
      for (CountDownLatch flush = flushes.poll(); flush != null; flush = flushes.poll()) {
        flushed.add(flush);
      }
      try {
        if (flushed.isEmpty()) {
          selector.select(SharedSelector::selected);
        } else {
          // Whatever it finds, it lets go of closed channels before.
          selector.selectNow(SharedSelector::selected);
        }
      } catch (IOException | RuntimeException e) {
        LoopReports.LOG.log(Level.ERROR, "Exception in the selector", e);
      }
      flushed.forEach(CountDownLatch::countDown);
      flushed.clear();
    }
  }

  private static void selected(SelectionKey key) {
    try {
      ((WatchedChannel) key.attachment()).foundByOther();
    } catch (CancelledKeyException e) {
      // Closed at this moment.
    }
  }

  /** Waits until the selector has let go of all channels that are closed now. */
  void flush() {
    CountDownLatch flushed = new CountDownLatch(1);
    flushes.add(flushed);
    selector.wakeup();
    try {
      flushed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  void removeAll(Channels channels) {
    for (SelectionKey key : selector.keys()) {
      if (key.attachment() instanceof WatchedChannel watched && watched.channels == channels) {
        key.cancel();
      }
    }
    selector.wakeup();
  }
}
