// SPDX-License-Identifier: Apache-2.0
package dev.continuo.benchmarks.echo;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.net.ServerSocket;
import java.net.Socket;

/** A virtual thread a connection; found by reflection, for they came with JDK 21. */
public final class VirtualThreadEcho implements EchoServer {

  /** Fits what the load sends. */
  private static final int BUFFER = 1 << 12;

  private static Method startMethod() {
    try {
      return Thread.class.getMethod("startVirtualThread", Runnable.class);
    } catch (NoSuchMethodException e) {
      return null;
    }
  }

  static boolean isAvailable() {
    return Runtime.version().feature() >= 21;
  }

  @Override
  public int start() throws IOException {
    ServerSocket listener = new ServerSocket();
    listener.bind(EchoServer.anyPort(), BACKLOG);
    startVirtual(() -> serve(listener));
    return listener.getLocalPort();
  }

  private static void startVirtual(Runnable r) {
    try {
      startMethod().invoke(null, r);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void serve(ServerSocket listener) {
    try {
      for (; ; ) {
        Socket socket = listener.accept();
        socket.setTcpNoDelay(true);
        startVirtual(() -> echo(socket));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void echo(Socket socket) {
    byte[] buffer = new byte[BUFFER];
    try (socket) {
      InputStream in = socket.getInputStream();
      OutputStream out = socket.getOutputStream();
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        out.write(buffer, 0, n);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
