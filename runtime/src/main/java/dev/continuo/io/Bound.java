// SPDX-License-Identifier: Apache-2.0
package dev.continuo.io;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A channel that listens. */
final class Bound {

  private static final int UNIX_FILE_TYPE = 0170000;
  private static final int UNIX_SOCKET = 0140000;

  /** How often other ports are tried if the first address gives one that others have in use. */
  private static final int TRIES_FOR_A_PORT = 8;

  final ServerSocketChannel channel;
  final SocketAddress address;

  /** The socket's file and what identifies it; null if it has none. */
  private final @Nullable Object fileKey;

  private Bound(ServerSocketChannel channel, @Nullable Object fileKey) throws IOException {
    this.channel = channel;
    this.address = channel.getLocalAddress();
    this.fileKey = fileKey;
  }

  // ---- TCP

  /**
   * Binds to all the addresses, with one port for all, or to none.
   *
   * @param hosts the addresses of each host
   */
  static List<Bound> all(List<InetAddress[]> hosts, int port, ServerOptions options)
      throws IOException {
    for (int tries = 1; ; tries++) {
      List<Bound> bound = new ArrayList<>();
      try {
        for (InetAddress[] host : hosts) {
          addHost(bound, host, port, options);
        }
        return bound;
      } catch (IOException | RuntimeException e) {
        bound.forEach(Bound::closeChannel);
        boolean isChosenPortTaken = port == 0 && !bound.isEmpty() && e instanceof BindException;
        if (!isChosenPortTaken || tries == TRIES_FOR_A_PORT) {
          throw e;
        }
      }
    }
  }

  private static void addHost(
      List<Bound> bound, InetAddress[] addresses, int port, ServerOptions options)
      throws IOException {
    IOException unusable = null;
    int before = bound.size();
    for (InetAddress address : addresses) {
      int samePort = bound.isEmpty() ? port : ((InetSocketAddress) bound.get(0).address).getPort();
      try {
        bound.add(tcp(new InetSocketAddress(address, samePort), options));
      } catch (SocketException e) {
        // As ::1 of localhost where IPv6 is off; it is enough that another address can be used.
        if (addresses.length == 1 || !isUnusable(e)) {
          throw e;
        }
        unusable = e;
      }
    }
    if (bound.size() == before && unusable != null) {
      throw unusable;
    }
  }

  private static boolean isUnusable(SocketException e) {
    String text = String.valueOf(e.getMessage());
    return text.contains("assign requested address") || text.contains("not supported");
  }

  private static Bound tcp(InetSocketAddress address, ServerOptions options) throws IOException {
    ServerSocketChannel channel = ServerSocketChannel.open();
    try {
      if (options.reusePort) {
        if (!channel.supportedOptions().contains(StandardSocketOptions.SO_REUSEPORT)) {
          throw new UnsupportedOperationException(
              "this system has no SO_REUSEPORT; serve without reusePort");
        }
        channel.setOption(StandardSocketOptions.SO_REUSEPORT, true);
      }
      return listen(channel, address, options);
    } catch (IOException | RuntimeException e) {
      channel.close();
      if (e instanceof BindException) {
        BindException named =
            new BindException("cannot listen on " + address + ": " + e.getMessage());
        named.initCause(e);
        throw named;
      }
      throw e;
    }
  }

  private static Bound listen(
      ServerSocketChannel channel, SocketAddress address, ServerOptions options)
      throws IOException {
    channel.configureBlocking(false);
    channel.bind(address, options.backlog);
    Object key = address instanceof UnixDomainSocketAddress unix ? fileKey(unix.getPath()) : null;
    return new Bound(channel, key);
  }

  // ---- Unix

  static Bound unix(UnixDomainSocketAddress address, ServerOptions options) throws IOException {
    Path path = address.getPath();
    if (isSocket(path)) {
      Files.deleteIfExists(path);
    }
    ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      return listen(channel, address, options);
    } catch (IOException e) {
      channel.close();
      throw new IOException("cannot listen on " + path + ": " + e.getMessage(), e);
    }
  }

  private static boolean isSocket(Path path) throws IOException {
    if (!Files.exists(path)) {
      return false;
    }
    try {
      int mode = (Integer) Files.getAttribute(path, "unix:mode");
      return (mode & UNIX_FILE_TYPE) == UNIX_SOCKET;
    } catch (UnsupportedOperationException | IllegalArgumentException e) {
      return Files.readAttributes(path, BasicFileAttributes.class).isOther();
    }
  }

  private static @Nullable Object fileKey(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
  }

  // ---- closing

  /** Removes the socket's file, unless another server has put its own there. */
  void deleteFile() {
    if (address instanceof UnixDomainSocketAddress unix && fileKey != null) {
      try {
        if (Files.exists(unix.getPath()) && fileKey.equals(fileKey(unix.getPath()))) {
          Files.deleteIfExists(unix.getPath());
        }
      } catch (IOException e) {
        LoopIo.LOG.log(Level.WARNING, "cannot delete " + unix.getPath(), e);
      }
    }
  }

  private void closeChannel() {
    try {
      channel.close();
    } catch (IOException e) {
      LoopIo.LOG.log(Level.DEBUG, "closing " + channel, e);
    }
  }
}
