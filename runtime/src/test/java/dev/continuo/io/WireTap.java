// SPDX-License-Identifier: Apache-2.0
package dev.continuo.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;

/** Tells of each use of a wire. */
final class WireTap implements Wire {

  private final Wire wire;
  private final Runnable used;

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
    return wire.write(b);
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
