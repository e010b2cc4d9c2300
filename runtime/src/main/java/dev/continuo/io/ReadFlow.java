// SPDX-License-Identifier: Apache-2.0
package dev.continuo.io;

/** What feeds a {@link StreamReader}, seen by the reader that has enough for now. */
interface ReadFlow {

  /** A source that cannot be held back, as of a reader that is driven by hand. */
  ReadFlow NONE =
      new ReadFlow() {
        @Override
        public void pauseReading() {}

        @Override
        public void resumeReading() {}
      };

  /** Asks for no more data; called once, then {@link #resumeReading}. */
  void pauseReading();

  /** Asks for data again. */
  void resumeReading();
}
