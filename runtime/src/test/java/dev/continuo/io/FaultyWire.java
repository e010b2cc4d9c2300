// SPDX-License-Identifier: Apache-2.0
package dev.continuo.io;

import java.io.IOException;
import java.net.SocketException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Random;

/**
 * A bad network: a wire that takes and gives random amounts, at times nothing although the channel
 * is ready, and is reset, or falls silent, after a number of bytes.
 */
final class FaultyWire implements Wire {

  /** What happens after the last byte. */
  enum End {
    RESET,
    SILENCE
  }

  private final Wire wire;
  private final SocketChannel channel;
  private final Random random;
  private final int most;
  private final End end;
  private long left;

  /**
   * A wire with faults.
   *
   * @param most how many bytes go through at a time
   * @param bytes how many go through, in both directions together, before the end
   */
  FaultyWire(SocketChannel channel, long seed, int most, long bytes, End end) {
    this.wire = new PlainWire(channel);
    this.channel = channel;
    this.random = new Random(seed);
    this.most = most;
    this.left = bytes;
    this.end = end;
  }

  private interface Move {
    int of(ByteBuffer b) throws IOException;
  }

  private int some(ByteBuffer b, Move move) throws IOException {
    if (left == 0) {
      return atTheEnd();
    }
    if (random.nextInt(4) == 0) {
      return 0;
    }
    int limit = b.limit();
    int n = (int) Math.min(Math.min(1 + random.nextInt(most), b.remaining()), left);
    b.limit(b.position() + n);
    try {
      int moved = move.of(b);
      left -= Math.max(0, moved);
      return moved;
    } finally {
      b.limit(limit);
    }
  }

  private int atTheEnd() throws IOException {
    if (end == End.SILENCE) {
      return 0;
    }
    if (channel.supportedOptions().contains(StandardSocketOptions.SO_LINGER)) {
      channel.setOption(StandardSocketOptions.SO_LINGER, 0);
    }
    throw new SocketException("reset by the test");
  }

  @Override
  public int read(ByteBuffer b) throws IOException {
    return some(b, wire::read);
  }

  @Override
  public int write(ByteBuffer b) throws IOException {
    return some(b, wire::write);
  }

  /** Silent, it waits for nothing. */
  @Override
  public int readWaitsFor() {
    return left == 0 && end == End.SILENCE ? 0 : wire.readWaitsFor();
  }

  @Override
  public int writeWaitsFor() {
    return left == 0 && end == End.SILENCE ? 0 : wire.writeWaitsFor();
  }

  @Override
  public boolean shutdownOutput() throws IOException {
    if (left == 0) {
      return atTheEnd() == 0;
    }
    return wire.shutdownOutput();
  }

  @Override
  public SocketChannel channel() {
    return channel;
  }

  @Override
  public void close() {
    wire.close();
  }
}
