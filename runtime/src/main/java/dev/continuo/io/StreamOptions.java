// SPDX-License-Identifier: Apache-2.0
package dev.continuo.io;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * What {@link ConnectOptions} and {@link ServerOptions} have in common. Immutable: each method
 * gives changed options, and leaves these as they are.
 *
 * @param <S> the options themselves
 */
public abstract sealed class StreamOptions<S extends StreamOptions<S>> implements Cloneable
    permits ConnectOptions, ServerOptions {

  int limit = 1 << 16;
  int low = OutputBuffer.DEFAULT_LOW;
  int high = OutputBuffer.DEFAULT_HIGH;
  boolean keepAlive;
  @Nullable SSLContext ssl;
  List<String> alpn = List.of();
  Duration handshakeTimeout = Duration.ofSeconds(60);
  Duration shutdownTimeout = Duration.ofSeconds(30);

  StreamOptions() {}

  /**
   * How many bytes a line may have in {@link StreamReader}; twice as many are read ahead. 64 KiB if
   * not set.
   *
   * @throws IllegalArgumentException if it is less than one
   */
  public S limit(int bytes) {
    return with(o -> o.limit = atLeastOne("limit", bytes));
  }

  /** As {@link StreamWriter#setWaterMarks}. */
  public S waterMarks(int low, int high) {
    StreamWriter.checkWaterMarks(low, high);
    return with(
        o -> {
          o.low = low;
          o.high = high;
        });
  }

  /** Whether the system probes idle connections ({@code SO_KEEPALIVE}); not if not set. */
  public S keepAlive(boolean on) {
    return with(o -> o.keepAlive = on);
  }

  /** Has the connections use TLS. */
  public S ssl(SSLContext context) {
    Objects.requireNonNull(context, "context");
    return with(o -> o.ssl = context);
  }

  /** The application protocols to agree on with TLS (ALPN), the preferred one first. */
  public S alpn(String... protocols) {
    List<String> names = List.of(Objects.requireNonNull(protocols, "protocols"));
    return with(o -> o.alpn = names);
  }

  /** How long the handshake of TLS may take; a minute if not set. */
  public S handshakeTimeout(Duration limit) {
    Objects.requireNonNull(limit, "limit");
    return with(o -> o.handshakeTimeout = limit);
  }

  /**
   * How long closing may take to send TLS's farewell, when all else is sent; 30 seconds if not set.
   * Then the connection is closed without it.
   */
  public S shutdownTimeout(Duration limit) {
    Objects.requireNonNull(limit, "limit");
    return with(o -> o.shutdownTimeout = limit);
  }

  static int atLeastOne(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be >= 1, got " + value);
    }
    return value;
  }

  @SuppressWarnings("unchecked")
  final S with(Consumer<S> change) {
    try {
      S copy = (S) clone();
      change.accept(copy);
      return copy;
    } catch (CloneNotSupportedException e) {
      throw new AssertionError(e);
    }
  }
}
