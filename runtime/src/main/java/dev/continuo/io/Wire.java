// SPDX-License-Identifier: Apache-2.0
package dev.continuo.io;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a connection, on the way between a {@link Transport} and its channel; plain, or
 * through TLS. No method waits, and all are called on the loop's thread.
 */
interface Wire extends Closeable {

  /**
   * Reads into {@code b}, which has room: how many bytes, 0 if there are none now, -1 at the end of
   * the stream. A wire that gives less than there is room for has no more now, unless {@link
   * #hasInput}.
   */
  int read(ByteBuffer b) throws IOException;

  /** Writes from {@code b}, which is not empty: how many bytes it took, 0 if none now. */
  int write(ByteBuffer b) throws IOException;

  /** The {@link SelectionKey} ops to wait for after a {@link #read} that gave 0. */
  default int readWaitsFor() {
    return SelectionKey.OP_READ;
  }

  /**
   * The ops to wait for after 0 from {@link #write}, or false from {@link #shutdownOutput} or
   * {@link #sayGoodbye}.
   */
  default int writeWaitsFor() {
    return SelectionKey.OP_WRITE;
  }

  /** Whether {@link #read} would give something that has left the channel already. */
  default boolean hasInput() {
    return false;
  }

  /** Ends the output, the peer may go on: false if it must be called again, when it can write. */
  boolean shutdownOutput() throws IOException;

  /** What the protocol says before an orderly {@link #close}; false as {@link #shutdownOutput}. */
  default boolean sayGoodbye() throws IOException {
    return true;
  }

  /** The session of TLS, null if plain. */
  default @Nullable SSLSession session() {
    return null;
  }

  /** The channel, to be registered. */
  SelectableChannel channel();

  /** Frees what the wire itself holds; the transport closes the channel. */
  @Override
  void close();
}
