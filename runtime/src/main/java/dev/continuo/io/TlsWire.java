// SPDX-License-Identifier: Apache-2.0
package dev.continuo.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;
import tlschannel.NeedsReadException;
import tlschannel.NeedsTaskException;
import tlschannel.NeedsWriteException;
import tlschannel.TlsChannel;

/** TLS over another wire, after the handshake. */
final class TlsWire implements Wire {

  private final Wire plain;
  private final TlsChannel tls;
  private final SSLEngine engine;

  /** Whether the last read must write first, and the last write read. */
  private boolean readNeedsWrite;

  private boolean writeNeedsRead;

  /** Whether the last read did not come to the end of what is there. */
  private boolean mayHaveInput = true;

  private boolean hasOutput;
  private boolean ended;
  private boolean farewellIsMade;

  /** What the next read throws: what came before it was given first. */
  private @Nullable IOException failure;

  TlsWire(Wire plain, TlsChannel tls, SSLEngine engine) {
    this.plain = plain;
    this.tls = tls;
    this.engine = engine;
  }

  // ---- reading

  @Override
  public int read(ByteBuffer b) throws IOException {
    int start = b.position();
    mayHaveInput = true;
    while (mayHaveInput && !ended && failure == null && b.hasRemaining()) {
      try {
        readRecord(b);
      } catch (IOException e) {
        failure = e;
        Alerts.send(engine, plain);
      }
    }
    int n = b.position() - start;
    if (n == 0 && failure != null) {
      throw failure;
    }
    return n == 0 && ended ? -1 : n;
  }

  private void readRecord(ByteBuffer b) throws IOException {
    try {
      if (tls.read(b) < 0) {
        ended = true;
        if (!tls.shutdownReceived()) {
          throw new SSLException(
              "the peer ended the connection without TLS's close_notify: what it sent may be cut"
                  + " off");
        }
      }
    } catch (NeedsReadException e) {
      mayHaveInput = false;
      readNeedsWrite = false;
    } catch (NeedsWriteException e) {
      mayHaveInput = false;
      readNeedsWrite = true;
    } catch (NeedsTaskException e) {
      e.getTask().run(); // in a renegotiation, of which TLS 1.3 has none
    }
  }

  @Override
  public int readWaitsFor() {
    return readNeedsWrite ? plain.writeWaitsFor() : plain.readWaitsFor();
  }

  @Override
  public boolean hasInput() {
    return mayHaveInput;
  }

  // ---- writing

  @Override
  public int write(ByteBuffer b) throws IOException {
    int start = b.position();
    encrypt(b);
    if (b.position() == start && engine.isOutboundDone()) {
      throw new SSLException("the TLS connection was ended, nothing more can be sent");
    }
    return b.position() - start;
  }

  /**
   * Encrypts and sends what is in {@code b}, and what was encrypted before: whether all is sent.
   */
  private boolean encrypt(ByteBuffer b) throws IOException {
    hasOutput = true;
    try {
      tls.write(b);
      hasOutput = false;
    } catch (NeedsWriteException e) {
      writeNeedsRead = false;
    } catch (NeedsReadException e) {
      writeNeedsRead = true;
    } catch (NeedsTaskException e) {
      e.getTask().run();
      return encrypt(b);
    }
    return !hasOutput;
  }

  @Override
  public int writeWaitsFor() {
    return writeNeedsRead ? plain.readWaitsFor() : plain.writeWaitsFor();
  }

  @Override
  public boolean hasOutput() {
    return hasOutput;
  }

  @Override
  public boolean flush() throws IOException {
    return encrypt(BufferPool.EMPTY.duplicate());
  }

  // ---- ending

  /** Sends close_notify; the peer may go on, if it speaks TLS 1.3. */
  @Override
  public boolean shutdownOutput() throws IOException {
    if (!farewellIsMade) {
      if (!flush()) {
        return false;
      }
      engine.closeOutbound();
      // Has the engine asked for a record, and that is close_notify: it takes no more data.
      encrypt(ByteBuffer.allocate(1));
      farewellIsMade = true;
    }
    return flush();
  }

  @Override
  public boolean sayGoodbye() throws IOException {
    return shutdownOutput();
  }

  @Override
  public SSLSession session() {
    return engine.getSession();
  }

  @Override
  public @Nullable String applicationProtocol() {
    String protocol = engine.getApplicationProtocol();
    return protocol == null || protocol.isEmpty() ? null : protocol;
  }

  @Override
  public SelectableChannel channel() {
    return plain.channel();
  }

  @Override
  public void close() {
    plain.close();
  }
}
