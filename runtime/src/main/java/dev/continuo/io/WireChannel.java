// SPDX-License-Identifier: Apache-2.0
package dev.continuo.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;

/** A wire as a channel that does not block, with some bytes that were read from it before. */
final class WireChannel implements ByteChannel {

  private final Wire wire;
  private ByteBuffer before;

  WireChannel(Wire wire, byte[] before) {
    this.wire = wire;
    this.before = ByteBuffer.wrap(before);
  }

  @Override
  public int read(ByteBuffer b) throws IOException {
    int n = Math.min(before.remaining(), b.remaining());
    if (n == 0) {
      before = BufferPool.EMPTY;
      return wire.read(b);
    }
    b.put(before.slice().limit(n));
    before.position(before.position() + n);
    return n;
  }

  @Override
  public int write(ByteBuffer b) throws IOException {
    return wire.write(b);
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public void close() {}
}
