// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

import dev.continuo.inspect.Inspector;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The loops that have run and are not closed, for tools; it keeps none of them alive. */
final class LiveLoops {

  private static final Set<Entry> ENTRIES = new LinkedHashSet<>();
  private static final ReferenceQueue<BaseEventLoop> DROPPED = new ReferenceQueue<>();

  private LiveLoops() {}

  /** What the system properties ask for, once, when there is a loop to look at. */
  private static final class Wishes {
    static {
      if (System.getProperty(Inspector.PROPERTY) != null) {
        Inspector.startAsAsked();
      }
    }

    static void fulfil() {}
  }

  /** What a loop keeps to be taken out again. */
  static final class Entry extends WeakReference<BaseEventLoop> {
    private Entry(BaseEventLoop loop) {
      super(loop, DROPPED);
    }
  }

  static Entry add(BaseEventLoop loop) {
    Entry entry = new Entry(loop);
    Wishes.fulfil();
    synchronized (ENTRIES) {
      for (Object dropped = DROPPED.poll(); dropped != null; dropped = DROPPED.poll()) {
        ENTRIES.remove(dropped);
      }
      ENTRIES.add(entry);
    }
    return entry;
  }

  static void remove(Entry entry) {
    synchronized (ENTRIES) {
      ENTRIES.remove(entry);
    }
  }

  static List<BaseEventLoop> all() {
    List<BaseEventLoop> loops = new ArrayList<>();
    synchronized (ENTRIES) {
      for (Entry entry : ENTRIES) {
        BaseEventLoop loop = entry.get();
        if (loop != null) {
          loops.add(loop);
        }
      }
    }
    return loops;
  }
}
