// SPDX-License-Identifier: Apache-2.0
package dev.continuo.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** A socket as it is, TCP or Unix. */
final class PlainWire implements Wire {

  private final SocketChannel channel;

  PlainWire(SocketChannel channel) {
    this.channel = channel;
  }

  @Override
  public int read(ByteBuffer b) throws IOException {
    return channel.read(b);
  }

  @Override
  public int write(ByteBuffer b) throws IOException {
    return channel.write(b);
  }

  @Override
  public boolean shutdownOutput() throws IOException {
    channel.shutdownOutput();
    return true;
  }

  @Override
  public SocketChannel channel() {
    return channel;
  }

  @Override
  public void close() {}
}
