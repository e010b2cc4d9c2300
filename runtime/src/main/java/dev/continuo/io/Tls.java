// SPDX-License-Identifier: Apache-2.0
package dev.continuo.io;

import dev.continuo.Coroutine;
import javax.net.ssl.SSLContext;

/** TLS: to come. */
final class Tls {

  private Tls() {}

  /** For {@link Connection#startTls}. */
  static Coroutine<Void> start(Connection connection, SSLContext context) {
    return Coroutine.failed(new UnsupportedOperationException("TLS is not there yet"));
  }

  /** For a connection that is plain still, before its user sees it; with the time limit. */
  static Coroutine<Void> start(Connection connection, SSLContext context, StreamOptions<?> o) {
    return Coroutine.failed(new UnsupportedOperationException("TLS is not there yet"));
  }
}
