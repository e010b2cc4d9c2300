// SPDX-License-Identifier: Apache-2.0
package dev.continuo.internal;

import dev.continuo.EventLoop;
import dev.continuo.Task;
import java.nio.channels.SelectableChannel;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The door from the other packages of the runtime to the non-public parts of a loop. Use on the
 * loop's thread.
 */
public abstract class LoopAccess {

  private static @Nullable Function<EventLoop, LoopAccess> finder;

  /** For the one implementation, in {@code dev.continuo}. */
  protected LoopAccess() {}

  /** Called once, when the first loop is made. */
  protected static void install(Function<EventLoop, LoopAccess> f) {
    finder = f;
  }

  /** The door to this loop. */
  public static LoopAccess of(EventLoop loop) {
    Function<EventLoop, LoopAccess> f = finder;
    if (f == null) {
      throw new IllegalArgumentException("not a BaseEventLoop: " + loop);
    }
    return f.apply(loop);
  }

  /** The door to the running loop. */
  public static LoopAccess running() {
    return of(EventLoop.running());
  }

  /** The loop. */
  public abstract EventLoop loop();

  /** Registers a channel, which must not be blocking, with no ops yet. */
  public abstract Interest watch(SelectableChannel ch, ChannelListener listener);

  /** Closes a channel and has its descriptor released in the next pass; never throws. */
  public abstract void close(SelectableChannel ch);

  /** Releases the descriptors of closed channels now. */
  public abstract void flush();

  /** Tells the loop's exception handler. */
  public abstract void report(
      String message, @Nullable Throwable exception, @Nullable Task<?> task);

  /** Whether the loop is in debug mode. */
  public abstract boolean isDebug();

  /** Where in the program the present step is: the innermost place that is not the runtime's. */
  public abstract String caller();

  /** What a package keeps for each loop; it is made when first asked for, and closed with it. */
  public abstract <T extends AutoCloseable> T resource(
      Class<T> type, Function<LoopAccess, T> maker);
}
