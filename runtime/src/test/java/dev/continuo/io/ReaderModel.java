// SPDX-License-Identifier: Apache-2.0
package dev.continuo.io;

import dev.continuo.io.ReaderStep.Read;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What {@link StreamReader} should do, told with strings: a read is tried again from its beginning
 * whenever something has come.
 */
final class ReaderModel {

  private final int limit;
  String data = "";
  boolean eof;
  boolean failed;

  ReaderModel(int limit) {
    this.limit = limit;
  }

  /** What the read ends with, in words; null if it has to wait. */
  @Nullable String attempt(Read read) {
    if (failed) {
      return "failed";
    }
    return switch (read.kind()) {
      case ALL -> eof ? take(data.length()) : null;
      case SOME ->
          read.n() > 0 && data.isEmpty() && !eof ? null : take(Math.min(read.n(), data.length()));
      case EXACTLY -> exactly(read.n());
      case UNTIL -> until(read.separators());
      case LINE -> line();
    };
  }

  private String take(int n) {
    String taken = data.substring(0, n);
    data = data.substring(n);
    return "got " + taken;
  }

  private @Nullable String exactly(int n) {
    if (data.length() >= n) {
      return take(n);
    }
    return eof ? "incomplete " + n + " " + take(data.length()) : null;
  }

  private @Nullable String until(List<String> separators) {
    for (int end = 1; end <= data.length(); end++) {
      for (String separator : shortestFirst(separators)) {
        if (data.substring(0, end).endsWith(separator)) {
          int length = end - separator.length();
          return length > limit ? "overrun " + length : take(end);
        }
      }
    }
    int longest = separators.stream().mapToInt(String::length).max().orElseThrow();
    int searched = data.length() + 1 - longest;
    if (searched > limit) {
      return "overrun " + searched;
    }
    return eof ? "incomplete null " + take(data.length()) : null;
  }

  private static List<String> shortestFirst(List<String> separators) {
    List<String> sorted = new ArrayList<>(separators);
    sorted.sort((a, b) -> a.length() - b.length());
    return sorted;
  }

  private @Nullable String line() {
    int end =
        IntStream.range(0, data.length())
            .filter(i -> data.charAt(i) == '\n')
            .findFirst()
            .orElse(-1);
    if (end > limit || end < 0 && data.length() > limit) {
      data = end < 0 ? "" : data.substring(end + 1);
      return "too long";
    }
    if (end < 0) {
      return !eof ? null : data.isEmpty() ? "end" : take(data.length());
    }
    String line = take(end + 1);
    return line.substring(0, line.length() - (line.endsWith("\r\n") ? 2 : 1));
  }
}
