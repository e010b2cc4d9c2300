// SPDX-License-Identifier: Apache-2.0
package dev.continuo.io;

import dev.continuo.internal.LoopAccess;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.SocketChannel;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the connections of one loop share. Closed with the loop, it closes those that are left. */
final class LoopIo implements AutoCloseable {

  static final Logger LOG = System.getLogger("dev.continuo");

  /** What must not outlive the loop. */
  interface Open {

    /** Closes it, waiting for nothing. */
    void closeNow();

    /** Where it was made; null if the loop was not in debug mode. */
    @Nullable String madeAt();
  }

  final LoopAccess access;
  final BufferPool pool = new BufferPool();
  private final Set<Open> open = new LinkedHashSet<>();

  /** How a connected channel becomes a wire; tests put faults there. */
  Function<SocketChannel, Wire> wires = PlainWire::new;

  private LoopIo(LoopAccess access) {
    this.access = access;
  }

  /** That of the running loop. */
  static LoopIo running() {
    return LoopAccess.running().resource(LoopIo.class, LoopIo::new);
  }

  void opened(Open o) {
    open.add(o);
  }

  /** What is open now. */
  Set<Open> open() {
    return open;
  }

  void closed(Open o) {
    open.remove(o);
  }

  /** The place in the user's program, in debug mode. */
  @Nullable String place() {
    return access.isDebug() ? access.caller() : null;
  }

  @Override
  public void close() {
    for (Open o : List.copyOf(open)) {
      if (o.madeAt() != null) {
        LOG.log(Level.WARNING, "unclosed " + o + ", made at " + o.madeAt());
      }
      o.closeNow();
    }
    open.clear();
  }

  /** The value; throws what the call throws, declared or not, as await does. */
  static <T> T call(Callable<T> c) {
    try {
      return c.call();
    } catch (Exception e) {
      throw LoopIo.<RuntimeException>asIs(e);
    }
  }

  /** Throws anything as if it were declared, as await does. */
  @SuppressWarnings("unchecked")
  static <X extends Throwable> X asIs(Throwable t) throws X {
    throw (X) t;
  }
}
