// SPDX-License-Identifier: Apache-2.0
package dev.continuo.benchmarks.echo;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Arrays;

/** Connections that each send a request, wait for its echo, and send the next one. */
final class Load implements AutoCloseable {

  /** Bytes of a request. */
  static final int REQUEST = 1024;

  /**
   * What a run gave.
   *
   * @param nanos how long it took
   * @param latencies of the requests, in nanoseconds, sorted
   */
  record Result(long nanos, long[] latencies) {

    /** The latency, in nanoseconds, that no more than this share of the requests exceeds. */
    long percentile(double share) {
      return latencies[(int) Math.min(latencies.length - 1, latencies.length * share)];
    }
  }

  private final class Client {
    private final SocketChannel channel;
    private final ByteBuffer request = ByteBuffer.allocateDirect(REQUEST);
    private final ByteBuffer answer = ByteBuffer.allocateDirect(REQUEST);
    private long sentAt;

    private Client(SocketChannel channel) {
      this.channel = channel;
    }

    private void send(long now) throws IOException {
      request.clear();
      // No two requests are the same.
      request.putLong(0, now).putLong(REQUEST - Long.BYTES, ~now);
      sentAt = now;
      answer.clear();
      while (request.hasRemaining()) {
        channel.write(request);
      }
    }

    private void receive() throws IOException {
      if (channel.read(answer) < 0) {
        throw new EOFException("the server has closed a connection");
      }
      if (!answer.hasRemaining()) {
        if (answer.flip().mismatch(request.flip()) >= 0) {
          throw new IOException("the answer is not the request's echo");
        }
        long now = System.nanoTime();
        add(now - sentAt);
        if (now < deadline) {
          send(now);
        } else {
          running--;
        }
      }
    }
  }

  private final Selector selector = Selector.open();
  private final Client[] clients;
  private long[] latencies = new long[1 << 16];
  private int count;
  private long deadline;
  private int running;

  /** Connects to a port of the loopback. */
  Load(int port, int connections) throws IOException {
    clients = new Client[connections];
    for (int i = 0; i < connections; i++) {
      InetAddress loopback = InetAddress.getLoopbackAddress();
      SocketChannel channel = SocketChannel.open(new InetSocketAddress(loopback, port));
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.configureBlocking(false);
      clients[i] = new Client(channel);
      channel.register(selector, SelectionKey.OP_READ, clients[i]);
    }
  }

  /** Runs for so long; the requests on the way then are waited for. */
  Result run(long nanos) throws IOException {
    count = 0;
    long begin = System.nanoTime();
    deadline = begin + nanos;
    for (Client client : clients) {
      client.send(System.nanoTime());
    }
    running = clients.length;
    while (running > 0) {
      selector.select();
      for (SelectionKey key : selector.selectedKeys()) {
        ((Client) key.attachment()).receive();
      }
      selector.selectedKeys().clear();
    }
    long[] sorted = Arrays.copyOf(latencies, count);
    Arrays.sort(sorted);
    return new Result(System.nanoTime() - begin, sorted);
  }

  private void add(long latency) {
    if (count == latencies.length) {
      latencies = Arrays.copyOf(latencies, 2 * count);
    }
    latencies[count++] = latency;
  }

  @Override
  public void close() throws IOException {
    for (Client client : clients) {
      client.channel.close();
    }
    selector.close();
  }
}
