// SPDX-License-Identifier: Apache-2.0
package dev.continuo.benchmarks.echo;

import dev.continuo.benchmarks.Libraries;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/**
 * All servers that we measure. Peers from outside the JDK are there with the profile peers only.
 */
enum EchoServers {
  BY_HAND("java.nio by hand", "echo.NioEcho"),
  OURS("Continuo", "echo.OurEcho"),
  NETTY("Netty NIO", "peers.NettyEcho"),
  VERTX("Vert.x NIO", "peers.VertxEcho"),
  VIRTUAL_THREADS("virtual threads", "echo.VirtualThreadEcho"),
  ASYNCIO("asyncio streams", null);

  final String title;
  private final String className;

  EchoServers(String title, String className) {
    this.title = title;
    this.className = Libraries.class.getPackageName() + "." + className;
  }

  EchoServer open() {
    try {
      return (EchoServer) Class.forName(className).getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(title + " cannot be measured", e);
    }
  }

  boolean isAvailable() {
    return switch (this) {
      case VIRTUAL_THREADS -> VirtualThreadEcho.isAvailable();
      case ASYNCIO -> Python.isAvailable();
      default ->
          EchoServers.class.getResource("/" + className.replace('.', '/') + ".class") != null;
    };
  }

  static List<EchoServers> available() {
    return Stream.of(values()).filter(EchoServers::isAvailable).toList();
  }

  /** Serves until the input ends; prints the port. The argument is one of these. */
  public static void main(String[] args) throws IOException {
    System.out.println(valueOf(args[0]).open().start());
    while (System.in.read() >= 0) {
      // Whoever started us lives.
    }
  }
}
