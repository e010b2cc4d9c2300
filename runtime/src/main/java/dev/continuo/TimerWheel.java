// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The timers of a loop: the earliest comes first, those with equal deadlines in the order they were
 * set. Adding and removing take constant time.
 *
 * <p>A hierarchical wheel, with a heap for what is near. Time is cut into ticks of about a
 * millisecond. The timers of all ticks up to {@code base} are in the heap, which is small, and so
 * quick, and sorts exactly. Each later one is in a bucket: the number of its tick and that of
 * {@code base}, written with digits of eight bits, first differ in some digit; that digit's place
 * is the level of the bucket, and the digit its slot.
 *
 * <pre>
 *   base    00 3A 17          heap       all up to 00 3A 17
 *   timer   00 3A 42          level 0, slot 42
 *   timer   00 51 C0          level 1, slot 51
 * </pre>
 *
 * When time reaches a bucket, its timers move to lower levels, or to the heap. A timer moves a few
 * times at most, always behind those with its deadline that were set before.
 */
final class TimerWheel {

  private static final int TICK_BITS = 20;
  private static final int DIGIT_BITS = 8;
  private static final int SLOTS = 1 << DIGIT_BITS;
  private static final int LEVELS = (Long.SIZE - TICK_BITS + DIGIT_BITS - 1) / DIGIT_BITS;
  private static final int MOST_KEPT = 16;
  private static final int WORDS = SLOTS / Long.SIZE;

  /** The timers of one slot, in the order they came; those removed leave holes. */
  private static final class Bucket {
    @Nullable TimerNode[] nodes = new TimerNode[4];
    long[] deadlines = new long[4];
    int end;
    int size;

    void add(TimerNode node, long deadline, int number) {
      if (end == nodes.length) {
        makeRoom(number);
      }
      nodes[end] = node;
      deadlines[end] = deadline;
      node.place(place(number, end++));
      size++;
    }

    /** Closes the holes if there are many, or takes longer arrays. */
    private void makeRoom(int number) {
      if (size > end / 2) {
        nodes = Arrays.copyOf(nodes, end + (end >> 1));
        deadlines = Arrays.copyOf(deadlines, end + (end >> 1));
        return;
      }
      int to = 0;
      for (int from = 0; from < end; from++) {
        TimerNode node = nodes[from];
        if (node != null) {
          nodes[to] = node;
          deadlines[to] = deadlines[from];
          node.place(place(number, to++));
        }
      }
      Arrays.fill(nodes, to, end, null);
      end = to;
    }

    long earliest() {
      long earliest = Long.MAX_VALUE;
      for (int i = 0; i < end; i++) {
        if (nodes[i] != null && deadlines[i] < earliest) {
          earliest = deadlines[i];
        }
      }
      return earliest;
    }
  }

  private final TimerHeap near = new TimerHeap();
  private final @Nullable Bucket[] buckets = new Bucket[LEVELS * SLOTS];

  /** A bit for each bucket that has timers. */
  private final long[] occupied = new long[LEVELS * WORDS];

  private long base;
  private int far;

  /** The earliest deadline in the buckets, if known. */
  private long earliest;

  private boolean earliestKnown;

  boolean isEmpty() {
    return far == 0 && near.isEmpty();
  }

  int size() {
    return far + near.size();
  }

  /** The earliest deadline; undefined if there is none. */
  long first() {
    if (!near.isEmpty()) {
      return near.first();
    }
    if (!earliestKnown) {
      earliest = bucket(firstBucket()).earliest();
      earliestKnown = true;
    }
    return earliest;
  }

  /** What time it is, before timers are added: buckets for the past are of no use. */
  void now(long now) {
    if (far == 0 && near.isEmpty()) {
      base = tick(now);
    }
  }

  void add(TimerNode node, long deadline) {
    long tick = tick(deadline);
    if (tick <= base) {
      near.add(node, deadline);
      return;
    }
    place(node, deadline, tick);
    far++;
    if (earliestKnown && deadline < earliest) {
      earliest = deadline;
    }
  }

  private void place(TimerNode node, long deadline, long tick) {
    int level = (Long.SIZE - 1 - Long.numberOfLeadingZeros(tick ^ base)) / DIGIT_BITS;
    int number = level * SLOTS + digit(tick, level);
    Bucket bucket = buckets[number];
    if (bucket == null) {
      bucket = new Bucket();
      buckets[number] = bucket;
    }
    if (bucket.size == 0) {
      occupied[number >> 6] |= 1L << number;
    }
    bucket.add(node, deadline, number);
  }

  /** Takes the earliest timer out if it is due. */
  @Nullable TimerNode pollDue(long now) {
    if (far > 0 && near.isEmpty()) {
      advance(tick(now));
    }
    return near.pollDue(now);
  }

  /** Brings the timers of the next tick that has some into the heap, if it is not after this. */
  private void advance(long tick) {
    while (far > 0 && near.isEmpty() && base < tick) {
      int number = firstBucket();
      int level = number / SLOTS;
      int shift = level * DIGIT_BITS;
      long above = base >>> shift >>> DIGIT_BITS << DIGIT_BITS;
      long start = (above | number % SLOTS) << shift;
      if (start > tick) {
        base = tick;
        return;
      }
      base = start;
      empty(number);
    }
  }

  private void empty(int number) {
    Bucket bucket = bucket(number);
    earliestKnown = false;
    for (int i = 0; i < bucket.end; i++) {
      TimerNode node = bucket.nodes[i];
      if (node != null) {
        long deadline = bucket.deadlines[i];
        long tick = tick(deadline);
        if (tick <= base) {
          far--;
          near.add(node, deadline);
        } else {
          place(node, deadline, tick);
        }
      }
    }
    Arrays.fill(bucket.nodes, 0, bucket.end, null);
    emptied(bucket, number);
  }

  /** Small buckets are kept for use again. */
  private void emptied(Bucket bucket, int number) {
    bucket.end = 0;
    bucket.size = 0;
    occupied[number >> 6] &= ~(1L << number);
    if (bucket.nodes.length > MOST_KEPT) {
      buckets[number] = null;
    }
  }

  /** Takes a timer out; does nothing if it is not in. */
  void remove(TimerNode node) {
    long place = node.place();
    if (place <= Integer.MAX_VALUE) {
      near.remove(node);
      return;
    }
    int number = (int) (place >> 32) - 1;
    Bucket bucket = bucket(number);
    int index = (int) place;
    bucket.nodes[index] = null;
    node.place(-1);
    far--;
    if (earliestKnown && bucket.deadlines[index] == earliest) {
      earliestKnown = false;
    }
    if (--bucket.size == 0) {
      emptied(bucket, number);
    }
  }

  void clear() {
    near.clear();
    for (Bucket bucket : buckets) {
      for (int i = 0; bucket != null && i < bucket.end; i++) {
        TimerNode node = bucket.nodes[i];
        if (node != null) {
          node.place(-1);
        }
      }
    }
    Arrays.fill(buckets, null);
    Arrays.fill(occupied, 0);
    far = 0;
    earliestKnown = false;
  }

  private Bucket bucket(int number) {
    return Objects.requireNonNull(buckets[number]);
  }

  /** The bucket of the earliest timers: lower levels are nearer, and so are lower slots. */
  private int firstBucket() {
    int word = 0;
    while (occupied[word] == 0) {
      word++;
    }
    return word * Long.SIZE + Long.numberOfTrailingZeros(occupied[word]);
  }

  private static long place(int bucket, int index) {
    return (bucket + 1L) << 32 | index;
  }

  /** Of a time of the loop's clock, which may be negative: the order stays. */
  private static long tick(long time) {
    return (time ^ Long.MIN_VALUE) >>> TICK_BITS;
  }

  private static int digit(long tick, int level) {
    return (int) (tick >>> level * DIGIT_BITS) & SLOTS - 1;
  }
}
