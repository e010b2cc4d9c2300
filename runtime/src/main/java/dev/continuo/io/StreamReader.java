// SPDX-License-Identifier: Apache-2.0
package dev.continuo.io;

import java.nio.ByteBuffer;

/** Stub until the reader is merged. */
public final class StreamReader {
  StreamReader(int limit) {}

  void setFlow(ReadFlow flow) {}

  void feed(ByteBuffer data) {}

  /** Stub. */
  public void feedEof() {}

  /** Stub. */
  public void fail(Throwable t) {}
}
