// SPDX-License-Identifier: Apache-2.0
package dev.continuo.inspect;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * A web page of the tasks of this JVM, live. It is served on loopback only, and only to who asks
 * for it under the name of this machine, so that no page from elsewhere can read it. It needs the
 * module jdk.httpserver.
 */
public final class InspectServer implements AutoCloseable {

  private static final Set<String> OWN_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

  private final HttpServer server;
  private final ExecutorService executor =
      Executors.newSingleThreadExecutor(
          r -> {
            Thread thread = new Thread(r, "continuo-page");
            thread.setDaemon(true);
            return thread;
          });

  private InspectServer(HttpServer server) {
    this.server = server;
  }

  /**
   * Serves the page until it is closed.
   *
   * @param port where, on 127.0.0.1; 0 for any that is free
   * @throws IOException if the port is taken
   */
  public static InspectServer start(int port) throws IOException {
    InetAddress loopback = InetAddress.getByAddress("localhost", new byte[] {127, 0, 0, 1});
    HttpServer http = HttpServer.create(new InetSocketAddress(loopback, port), 0);
    InspectServer server = new InspectServer(http);
    http.createContext("/", server::answer);
    http.setExecutor(server.executor);
    http.start();
    return server;
  }

  /** The port. */
  public int port() {
    return server.getAddress().getPort();
  }

  /** The address of the page. */
  public String url() {
    return "http://127.0.0.1:" + port() + "/";
  }

  /** Ends it. */
  @Override
  public void close() {
    server.stop(0);
    executor.shutdown();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (!isForUs(exchange.getRequestHeaders().getFirst("Host"))) {
        send(exchange, 403, "text/plain", "ask for localhost or 127.0.0.1");
      } else if (!exchange.getRequestMethod().equals("GET")) {
        send(exchange, 405, "text/plain", "only GET");
      } else {
        page(exchange);
      }
    }
  }

  private static void page(HttpExchange exchange) throws IOException {
    switch (exchange.getRequestURI().getPath()) {
      case "/" -> {
        String nonce = UUID.randomUUID().toString();
        exchange
            .getResponseHeaders()
            .set(
                "Content-Security-Policy",
                "default-src 'none'; connect-src 'self'; style-src 'nonce-"
                    + nonce
                    + "'; script-src 'nonce-"
                    + nonce
                    + "'");
        send(exchange, 200, "text/html", Page.whole(CallGraph.captureAll(), nonce));
      }
      case "/live" -> send(exchange, 200, "text/html", Page.content(CallGraph.captureAll()));
      case "/tree" -> send(exchange, 200, "text/plain", CallGraph.report(true));
      case "/table" -> send(exchange, 200, "text/plain", CallGraph.report(false));
      default -> send(exchange, 404, "text/plain", "there are /, /live, /tree and /table");
    }
  }

  /** A name that is not ours was made to lead here by somebody's DNS. */
  private static boolean isForUs(@Nullable String host) {
    return host != null && OWN_NAMES.contains(host.replaceFirst(":\\d+$", ""));
  }

  private static void send(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", type + "; charset=utf-8");
    headers.set("Cache-Control", "no-store");
    headers.set("X-Content-Type-Options", "nosniff");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
