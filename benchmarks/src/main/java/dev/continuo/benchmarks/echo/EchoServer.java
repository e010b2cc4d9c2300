// SPDX-License-Identifier: Apache-2.0
package dev.continuo.benchmarks.echo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Sends back what it receives, on one thread; in the JVM's daemon threads until it ends. */
public interface EchoServer {

  /** How many bytes are read at a time, at most. */
  int CHUNK = 1 << 16;

  /** How many connections may wait to be accepted. */
  int BACKLOG = 1024;

  /** Starts it: the port of the loopback that it listens on. */
  int start() throws IOException;

  /** A free port of the loopback. */
  static InetSocketAddress anyPort() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  /** Runs {@code r} in a daemon thread. */
  static void inDaemon(Runnable r) {
    Thread thread = new Thread(r, "echo");
    thread.setDaemon(true);
    thread.start();
  }
}
