// SPDX-License-Identifier: Apache-2.0
package dev.continuo.io;

import java.util.List;

/** What happens to a reader, or is done with it. */
sealed interface ReaderStep {

  enum Kind {
    ALL,
    SOME,
    EXACTLY,
    UNTIL,
    LINE
  }

  /** A task begins to read, unless there is one. */
  record Read(Kind kind, int n, List<String> separators) implements ReaderStep {}

  /** Data comes; the reading task runs only after the next step, if {@code moreComes}. */
  record Feed(String data, boolean moreComes) implements ReaderStep {}

  /** The stream ends. */
  record Eof() implements ReaderStep {}

  /** The source fails. */
  record Fail() implements ReaderStep {}

  /** The reading task is cancelled. */
  record Cancel() implements ReaderStep {}
}
