// SPDX-License-Identifier: Apache-2.0
package dev.continuo.samples;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** An HTTP server on loopback for {@link FetchPages}: plain blocking code on threads of its own. */
record PageServer(HttpServer server, ExecutorService threads) implements AutoCloseable {
  static PageServer start() throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    HttpServer server = HttpServer.create(new InetSocketAddress(loopback, 0), 0);
    ExecutorService threads = Executors.newCachedThreadPool();
    server.setExecutor(threads);
    server.createContext("/index", exchange -> answer(exchange, 200, 1_000, 0));
    server.createContext("/large", exchange -> answer(exchange, 200, 1_000_000, 100));
    server.createContext("/slow", exchange -> answer(exchange, 200, 10_000, 800));
    server.createContext("/missing", exchange -> answer(exchange, 404, 20, 0));
    server.createContext("/error", exchange -> answer(exchange, 500, 20, 300));
    server.createContext("/broken", HttpExchange::close);
    server.start();
    return new PageServer(server, threads);
  }

  /** The address of each page. */
  List<URI> pages() {
    String base = "http://" + server.getAddress().getHostString() + ":";
    return Stream.of("index", "large", "slow", "missing", "error", "broken")
        .map(page -> URI.create(base + server.getAddress().getPort() + "/" + page))
        .toList();
  }

  private static void answer(HttpExchange exchange, int status, int size, long delayMillis)
      throws IOException {
    try (exchange) {
      TimeUnit.MILLISECONDS.sleep(delayMillis);
      exchange.sendResponseHeaders(status, size);
      exchange.getResponseBody().write(new byte[size]);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
