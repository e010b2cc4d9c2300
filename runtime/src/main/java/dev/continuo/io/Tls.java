// SPDX-License-Identifier: Apache-2.0
package dev.continuo.io;

import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.waitFor;

import dev.continuo.AsyncTimeoutException;
import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.annotation.Async;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.security.cert.CertificateException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;
import tlschannel.ClientTlsChannel;
import tlschannel.NeedsReadException;
import tlschannel.NeedsTaskException;
import tlschannel.NeedsWriteException;
import tlschannel.ServerTlsChannel;
import tlschannel.TlsChannel;

/**
 * The handshake of TLS: it puts a {@link TlsWire} into a connection. The arithmetic is done on
 * other threads; no connection is used before its peer's certificate was checked.
 */
final class Tls {

  private final Connection connection;
  private final SSLContext context;
  private final StreamOptions<?> options;
  private final SSLEngine engine;

  /** The name that the certificate must be for; null if there is none. */
  private final @Nullable String name;

  private Tls(Connection connection, SSLContext context, StreamOptions<?> options) {
    this.connection = connection;
    this.context = context;
    this.options = options;
    this.name = connection.isServerSide ? null : nameToAskFor(connection, options);
    this.engine =
        name == null ? context.createSSLEngine() : context.createSSLEngine(name, port(connection));
    engine.setUseClientMode(!connection.isServerSide);
    SSLParameters parameters = engine.getSSLParameters();
    if (name != null && verifies(options)) {
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
    }
    if (!options.alpn.isEmpty()) {
      parameters.setApplicationProtocols(options.alpn.toArray(String[]::new));
    }
    engine.setSSLParameters(parameters);
  }

  private static boolean verifies(StreamOptions<?> options) {
    return !(options instanceof ConnectOptions o) || o.verifyHostname;
  }

  private static @Nullable String nameToAskFor(Connection connection, StreamOptions<?> options) {
    String name = options instanceof ConnectOptions o ? o.serverHostname : null;
    if (name == null) {
      name = connection.host;
    }
    if (name == null && verifies(options)) {
      throw new IllegalArgumentException(
          "TLS over "
              + connection.remoteAddress()
              + " needs a host name to verify the certificate for; give"
              + " ConnectOptions.serverHostname(name), or verifyHostname(false)");
    }
    return name;
  }

  private static int port(Connection connection) {
    return connection.remoteAddress() instanceof java.net.InetSocketAddress a ? a.getPort() : -1;
  }

  /** For {@link Connection#startTls}. */
  @Async
  static Coroutine<Void> start(Connection connection, SSLContext context) {
    if (connection.transport.wire() instanceof TlsWire) {
      throw new IllegalStateException(connection + " uses TLS already");
    }
    return start(connection, context, connection.transport.options);
  }

  /** For a connection that is plain still, before its user sees it; with the time limit. */
  @Async
  static Coroutine<Void> start(
      Connection connection, SSLContext context, StreamOptions<?> options) {
    Transport transport = connection.transport;
    boolean begun = false;
    try {
      Tls tls = new Tls(connection, context, options);
      begun = true;
      await(LoopIo.call(() -> transport.upgrade(tls::withinLimit)));
    } finally {
      if (!begun) {
        transport.writer.abort();
      }
    }
    return Coroutine.done();
  }

  @Async
  private Coroutine<Wire> withinLimit(Transport transport) throws IOException {
    try {
      return Coroutine.of(
          await(waitFor(handshake(transport), options.handshakeTimeout), IOException.class));
    } catch (AsyncTimeoutException e) {
      throw failed("it took longer than " + options.handshakeTimeout, e);
    } catch (SSLException e) {
      Alerts.send(engine, transport.wire());
      throw explained(e);
    } catch (ClosedChannelException e) {
      throw failed("the peer closed the connection", e);
    }
  }

  /** What the reader holds already is the beginning of the handshake: nothing plain gets in. */
  @Async
  private Coroutine<Wire> handshake(Transport transport) throws IOException {
    Wire plain = transport.wire();
    WireChannel channel = new WireChannel(plain, transport.reader.takeAll());
    TlsChannel tls = over(channel);
    boolean done = false;
    while (!done) {
      try {
        tls.handshake();
        done = true;
      } catch (NeedsReadException e) {
        await(transport.until(plain.readWaitsFor()));
      } catch (NeedsWriteException e) {
        await(transport.until(plain.writeWaitsFor()));
      } catch (NeedsTaskException e) {
        await(EventLoop.running().runInExecutor(Threads.POOL, Executors.callable(e.getTask())));
      }
    }
    return Coroutine.of(new TlsWire(plain, tls, engine));
  }

  private TlsChannel over(WireChannel channel) {
    return connection.isServerSide
        ? ServerTlsChannel.newBuilder(channel, context)
            .withEngineFactory(c -> engine)
            .withRunTasks(false)
            .build()
        : ClientTlsChannel.newBuilder(channel, engine).withRunTasks(false).build();
  }

  // ---- errors

  private SSLHandshakeException explained(SSLException e) {
    Throwable cause = e;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    boolean isOtherName =
        name != null && cause instanceof CertificateException && isAboutNames(cause);
    return isOtherName
        ? failed(
            "the certificate is not for "
                + name
                + ": "
                + cause.getMessage()
                + "; connect to a name that it is for, or give that as serverHostname",
            e)
        : failed(cause.getMessage() == null ? cause.toString() : cause.getMessage(), e);
  }

  private static boolean isAboutNames(Throwable t) {
    String text = String.valueOf(t.getMessage());
    return text.startsWith("No subject alternative") || text.startsWith("No name matching");
  }

  private SSLHandshakeException failed(String why, Throwable cause) {
    SSLHandshakeException e =
        new SSLHandshakeException(
            "the TLS handshake with " + connection.remoteAddress() + " failed: " + why);
    e.initCause(cause);
    return e;
  }

  private static final class Threads {

    static final ExecutorService POOL = create();

    private static ExecutorService create() {
      int cores = Runtime.getRuntime().availableProcessors();
      ThreadPoolExecutor pool =
          new ThreadPoolExecutor(
              cores, cores, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), Threads::daemon);
      pool.allowCoreThreadTimeOut(true);
      return pool;
    }

    private static Thread daemon(Runnable r) {
      Thread thread = new Thread(r, "continuo-tls");
      thread.setDaemon(true);
      return thread;
    }
  }
}
