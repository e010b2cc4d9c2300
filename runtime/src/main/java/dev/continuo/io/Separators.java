// SPDX-License-Identifier: Apache-2.0
package dev.continuo.io;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Objects;

/** What may end a piece of a stream: one or more separators, prepared to be searched for. */
final class Separators {

  /** The end of a line. */
  static final Separators LINE_FEED = new Separators(new byte[] {'\n'});

  /** The shortest first. */
  private final byte[][] all;

  private final int[][] fallbacks;

  /**
   * Any of {@code all}.
   *
   * @throws IllegalArgumentException if one is empty
   */
  Separators(byte[]... all) {
    for (byte[] separator : all) {
      if (Objects.requireNonNull(separator, "separator").length == 0) {
        throw new IllegalArgumentException("separator must have at least one byte, got []");
      }
    }
    this.all = Arrays.stream(all).map(byte[]::clone).toArray(byte[][]::new);
    Arrays.sort(this.all, Comparator.comparingInt(separator -> separator.length));
    this.fallbacks = Arrays.stream(this.all).map(Separators::fallbacks).toArray(int[][]::new);
  }

  /**
   * For each number of bytes that match: how many still match if the next one does not, that is,
   * the longest proper beginning of these that is also their end.
   */
  private static int[] fallbacks(byte[] separator) {
    int[] fallback = new int[separator.length + 1];
    for (int i = 1, n = 0; i < separator.length; i++) {
      n = advance(separator, fallback, n, separator[i]);
      fallback[i + 1] = n;
    }
    return fallback;
  }

  private static int advance(byte[] separator, int[] fallback, int matched, byte next) {
    int n = matched;
    while (n > 0 && separator[n] != next) {
      n = fallback[n];
    }
    return separator[n] == next ? n + 1 : 0;
  }

  /** How long the longest is. */
  int longest() {
    return all[all.length - 1].length;
  }

  /** Begins to look for them. */
  Search search() {
    return new Search();
  }

  /**
   * A search in data that comes piece by piece. It goes on where it left off, also in the midst of
   * a separator, and looks at each byte once: the algorithm of Knuth, Morris and Pratt.
   */
  final class Search {

    /** How much of each separator the data that was looked at ends in. */
    private final int[] matched = new int[all.length];

    private int scanned;
    private int foundLength;

    private Search() {}

    /**
     * Where the first separator ends, of those that end there the shortest; -1 if there is none.
     *
     * @param data the same as before, with nothing taken from it since
     */
    int findEnd(ByteQueue data) {
      int size = data.size();
      while (scanned < size) {
        byte next = data.get(scanned++);
        for (int i = 0; i < all.length; i++) {
          matched[i] = advance(all[i], fallbacks[i], matched[i], next);
          if (matched[i] == all[i].length) {
            foundLength = matched[i];
            return scanned;
          }
        }
      }
      return -1;
    }

    /** How long the separator is that was found. */
    int foundLength() {
      return foundLength;
    }
  }
}
