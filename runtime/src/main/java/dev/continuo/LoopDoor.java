// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

import dev.continuo.internal.ChannelListener;
import dev.continuo.internal.Interest;
import dev.continuo.internal.LoopAccess;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.channels.SelectableChannel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a loop lets the other packages of the runtime do. */
final class LoopDoor extends LoopAccess {

  private final ChannelLoop loop;
  private final Map<Class<?>, AutoCloseable> resources = new LinkedHashMap<>();

  LoopDoor(ChannelLoop loop) {
    this.loop = loop;
  }

  static void install() {
    install(ChannelLoop::access);
  }

  @Override
  public EventLoop loop() {
    return loop;
  }

  @Override
  public Interest watch(SelectableChannel ch, ChannelListener listener) {
    return loop.channels().watch(ch, 0, listener, ThreadState.get().snapshot());
  }

  @Override
  public void close(SelectableChannel ch) {
    try {
      ch.close();
    } catch (IOException e) {
      // It is closed for us all the same.
      LoopReports.LOG.log(Level.DEBUG, "closing " + ch, e);
    }
    if (!loop.isClosed()) {
      loop.channels().flushSoon();
    }
  }

  @Override
  public void flush() {
    loop.channels().flush();
  }

  @Override
  public void report(String message, @Nullable Throwable exception, @Nullable Task<?> task) {
    loop.reports.call(new ErrorContext(message, exception, task, task, null));
  }

  @Override
  public boolean isDebug() {
    return loop.debug;
  }

  @Override
  public String caller() {
    List<StackTraceElement> trace = new ArrayList<>();
    for (StackTraceElement element : new Throwable().getStackTrace()) {
      if (element.getClassName().equals(Task.class.getName())) {
        break;
      }
      trace.add(element);
    }
    Task<?> task = Asyncio.currentTask();
    if (task != null) {
      // Those who wait for this step are not on the stack.
      trace.addAll(task.stack());
    }
    return Creation.place(trace);
  }

  @Override
  public <T extends AutoCloseable> T resource(Class<T> type, Function<LoopAccess, T> maker) {
    AutoCloseable known = resources.get(type);
    if (known == null) {
      known = maker.apply(this);
      resources.put(type, known);
    }
    return type.cast(known);
  }

  void close() {
    for (AutoCloseable resource : List.copyOf(resources.values())) {
      try {
        resource.close();
      } catch (Exception e) {
        report("Exception while closing the event loop", e, null);
      }
    }
    resources.clear();
  }
}
