// SPDX-License-Identifier: Apache-2.0
package dev.continuo.io;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;

/** Tells the peer why TLS has failed, as far as that can be done without waiting. */
final class Alerts {

  private Alerts() {}

  static void send(SSLEngine engine, Wire plain) {
    ByteBuffer alert = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
    try {
      engine.closeOutbound();
      SSLEngineResult made = engine.wrap(BufferPool.EMPTY.duplicate(), alert);
      alert.flip();
      if (made.bytesProduced() > 0 && plain.write(alert) < made.bytesProduced()) {
        LoopIo.LOG.log(Level.DEBUG, "a TLS alert could not be sent");
      }
    } catch (IOException e) {
      LoopIo.LOG.log(Level.DEBUG, "a TLS alert could not be sent", e);
    }
  }
}
