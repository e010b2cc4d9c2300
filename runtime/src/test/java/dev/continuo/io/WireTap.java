// SPDX-License-Identifier: Apache-2.0
package dev.continuo.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;

/** Tells of each use of a wire. */
final class WireTap implements Wire {

  private final Wire wire;
  private final Runnable used;

  /** Has it take nothing more, as if the peer did not read. */
  boolean isStuck;

  WireTap(Wire wire, Runnable used) {
    this.wire = wire;
    this.used = used;
  }

  @Override
  public int read(ByteBuffer b) throws IOException {
    used.run();
    return wire.read(b);
  }

  @Override
  public int write(ByteBuffer b) throws IOException {
    used.run();
    return isStuck ? 0 : wire.write(b);
  }

  @Override
  public boolean shutdownOutput() throws IOException {
    return wire.shutdownOutput();
  }

  @Override
  public SelectableChannel channel() {
    return wire.channel();
  }

  @Override
  public void close() {
    wire.close();
  }
}
