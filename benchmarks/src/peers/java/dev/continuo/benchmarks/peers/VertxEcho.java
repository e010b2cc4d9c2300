// SPDX-License-Identifier: Apache-2.0
package dev.continuo.benchmarks.peers;

import dev.continuo.benchmarks.echo.EchoServer;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.net.NetServerOptions;

/** Vert.x with its NIO transport, on one event loop. */
public final class VertxEcho implements EchoServer {

  @Override
  public int start() {
    Vertx vertx =
        Vertx.vertx(
            new VertxOptions()
                .setEventLoopPoolSize(1)
                .setPreferNativeTransport(false)
                .setUseDaemonThread(true));
    NetServerOptions options = new NetServerOptions().setAcceptBacklog(BACKLOG).setTcpNoDelay(true);
    return vertx
        .createNetServer(options)
        .connectHandler(socket -> socket.handler(socket::write))
        .listen(0, "127.0.0.1")
        .toCompletionStage()
        .toCompletableFuture()
        .join()
        .actualPort();
  }
}
