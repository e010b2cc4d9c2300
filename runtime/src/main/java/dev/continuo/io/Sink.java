// SPDX-License-Identifier: Apache-2.0
package dev.continuo.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Where the bytes of a {@link StreamWriter} go. No method waits, and all are called on the loop's
 * thread. A sink that is closed or aborted, or fails by itself, calls {@link StreamWriter#lost}, in
 * a later callback.
 */
interface Sink {

  /** Takes bytes of {@code b}, which is not empty: how many; 0 if it can take none now. */
  int write(ByteBuffer b) throws IOException;

  /** Whether to call {@link StreamWriter#pump} when it can take more; asked for 0 and false. */
  void callBack(boolean wanted);

  /** Ends the output: false if it cannot now, and must be asked again. */
  boolean end() throws IOException;

  /** There will be no more to write, but not everything is written yet; nor to read. */
  void closing();

  /** Everything was written: closes. May be called again. */
  void close();

  /**
   * Closes now, dropping what is under way.
   *
   * @param failure why, null if the user wants it
   */
  void abort(@Nullable Throwable failure);
}
