// SPDX-License-Identifier: Apache-2.0
package dev.continuo.io;

import java.net.SocketAddress;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How to connect; begin with {@link #defaults}. */
public final class ConnectOptions extends StreamOptions<ConnectOptions> {

  private static final ConnectOptions DEFAULTS = new ConnectOptions();

  @Nullable String serverHostname;
  boolean verifyHostname = true;
  @Nullable SocketAddress localAddress;
  Duration attemptDelay = Duration.ofMillis(250);

  private ConnectOptions() {}

  /** Plain, from any local address. */
  public static ConnectOptions defaults() {
    return DEFAULTS;
  }

  /** The name that the certificate must be for; the host connected to if not set. */
  public ConnectOptions serverHostname(String name) {
    Objects.requireNonNull(name, "name");
    return with(o -> o.serverHostname = name);
  }

  /** Whether the certificate must be for the host's name. It must, unless this says false. */
  public ConnectOptions verifyHostname(boolean on) {
    return with(o -> o.verifyHostname = on);
  }

  /** The address to connect from. */
  public ConnectOptions localAddress(SocketAddress address) {
    Objects.requireNonNull(address, "address");
    return with(o -> o.localAddress = address);
  }

  /**
   * How long to wait for one address of a host before the next one is tried beside it (RFC 8305,
   * "Happy Eyeballs"); 250 ms if not set.
   */
  public ConnectOptions attemptDelay(Duration delay) {
    Objects.requireNonNull(delay, "delay");
    return with(o -> o.attemptDelay = delay);
  }
}
