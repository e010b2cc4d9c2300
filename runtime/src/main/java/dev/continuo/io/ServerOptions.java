// SPDX-License-Identifier: Apache-2.0
package dev.continuo.io;

/** How to serve; begin with {@link #defaults}. */
public final class ServerOptions extends StreamOptions<ServerOptions> {

  private static final ServerOptions DEFAULTS = new ServerOptions();

  int backlog = 100;
  boolean reusePort;
  boolean startServing = true;

  private ServerOptions() {}

  /** Plain, and serving at once. */
  public static ServerOptions defaults() {
    return DEFAULTS;
  }

  /**
   * How many connections may wait to be accepted; 100 if not set.
   *
   * @throws IllegalArgumentException if it is less than one
   */
  public ServerOptions backlog(int connections) {
    return with(o -> o.backlog = atLeastOne("backlog", connections));
  }

  /** Whether other sockets may be bound to the same port, to share the load. */
  public ServerOptions reusePort(boolean on) {
    return with(o -> o.reusePort = on);
  }

  /** Whether to accept connections at once, or only after {@link Server#startServing}. */
  public ServerOptions startServing(boolean on) {
    return with(o -> o.startServing = on);
  }
}
