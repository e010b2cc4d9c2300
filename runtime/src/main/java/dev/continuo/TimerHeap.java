// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The near timers of a {@link TimerWheel} by deadline, those with equal deadlines in the order they
 * were set.
 *
 * <p>A heap with four children a node, as that touches half the cache lines of a binary one. The
 * keys stand in arrays of their own, so that comparing does not touch the timers.
 */
final class TimerHeap {

  private long[] deadlines = new long[4];
  private long[] sequences = new long[4];
  private @Nullable TimerNode[] nodes = new TimerNode[4];
  private int size;
  private long sequence;

  boolean isEmpty() {
    return size == 0;
  }

  int size() {
    return size;
  }

  /** The earliest deadline; undefined if there is none. */
  long first() {
    return deadlines[0];
  }

  void add(TimerNode node, long deadline) {
    if (size == nodes.length) {
      int capacity = size + Math.max(size >> 1, 12);
      deadlines = Arrays.copyOf(deadlines, capacity);
      sequences = Arrays.copyOf(sequences, capacity);
      nodes = Arrays.copyOf(nodes, capacity);
    }
    siftUp(size++, node, deadline, sequence++);
  }

  /** Takes the earliest timer out if it is due. */
  @Nullable TimerNode pollDue(long now) {
    if (size == 0 || deadlines[0] > now) {
      return null;
    }
    TimerNode node = nodes[0];
    removeAt(0);
    return node;
  }

  /** Takes a timer out; does nothing if it is not in. */
  void remove(TimerNode node) {
    long index = node.place();
    if (index >= 0) {
      removeAt((int) index);
    }
  }

  void clear() {
    while (size > 0) {
      removeAt(size - 1);
    }
  }

  private void removeAt(int index) {
    TimerNode removed = nodes[index];
    int last = --size;
    TimerNode moved = nodes[last];
    nodes[last] = null;
    if (removed != null) {
      removed.place(-1);
    }
    if (index != last && moved != null) {
      long deadline = deadlines[last];
      long seq = sequences[last];
      siftDown(index, moved, deadline, seq);
      if (nodes[index] == moved) {
        siftUp(index, moved, deadline, seq);
      }
    }
  }

  private void siftUp(int start, TimerNode node, long deadline, long seq) {
    int i = start;
    while (i > 0) {
      int parent = (i - 1) >> 2;
      if (!before(deadline, seq, parent)) {
        break;
      }
      move(parent, i);
      i = parent;
    }
    put(i, node, deadline, seq);
  }

  private void siftDown(int start, TimerNode node, long deadline, long seq) {
    int i = start;
    for (; ; ) {
      int child = (i << 2) + 1;
      if (child >= size) {
        break;
      }
      int least = child;
      int end = Math.min(child + 4, size);
      for (int c = child + 1; c < end; c++) {
        if (before(deadlines[c], sequences[c], least)) {
          least = c;
        }
      }
      if (before(deadline, seq, least)) {
        break;
      }
      move(least, i);
      i = least;
    }
    put(i, node, deadline, seq);
  }

  private boolean before(long deadline, long seq, int other) {
    long d = deadlines[other];
    return deadline < d || deadline == d && seq < sequences[other];
  }

  private void move(int from, int to) {
    TimerNode node = nodes[from];
    if (node != null) {
      put(to, node, deadlines[from], sequences[from]);
    }
  }

  private void put(int i, TimerNode node, long deadline, long seq) {
    deadlines[i] = deadline;
    sequences[i] = seq;
    nodes[i] = node;
    node.place(i);
  }
}
