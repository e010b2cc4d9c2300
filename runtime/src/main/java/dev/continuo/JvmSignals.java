// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/**
 * {@code sun.misc.Signal}, by reflection: javac warns of each use of it, and cannot be told not to.
 * Names are without "SIG".
 */
final class JvmSignals {

  private static final @Nullable JvmSignals INSTANCE = find();

  private final Class<?> signal;
  private final Class<?> handler;
  private final Method handle;
  private final Method raise;
  private final Method number;
  private final Object ignore;

  private JvmSignals() throws ReflectiveOperationException {
    signal = Class.forName("sun.misc.Signal");
    handler = Class.forName("sun.misc.SignalHandler");
    handle = signal.getMethod("handle", signal, handler);
    raise = signal.getMethod("raise", signal);
    number = signal.getMethod("getNumber");
    ignore = handler.getField("SIG_IGN").get(null);
  }

  private static @Nullable JvmSignals find() {
    try {
      return new JvmSignals();
    } catch (ReflectiveOperationException e) {
      return null;
    }
  }

  /** Whether this JVM has the module it needs. */
  static boolean arePresent() {
    return INSTANCE != null;
  }

  private static JvmSignals instance() {
    if (INSTANCE == null) {
      throw new UnsupportedOperationException(
          "signals need the module jdk.unsupported, which this JVM does not have; add it to the"
              + " image, as with jlink --add-modules jdk.unsupported");
    }
    return INSTANCE;
  }

  /** What is called on a thread of the JVM's when a signal arrives. */
  static Object handler(Runnable r) {
    Class<?> type = instance().handler;
    return Proxy.newProxyInstance(
        JvmSignals.class.getClassLoader(),
        new Class<?>[] {type},
        (proxy, method, arguments) ->
            switch (method.getName()) {
              case "handle" -> {
                r.run();
                yield null;
              }
              case "equals" -> proxy == arguments[0];
              case "hashCode" -> System.identityHashCode(proxy);
              default -> "handler " + r;
            });
  }

  /**
   * Has {@code newHandler} called at the signal; returns what was before.
   *
   * @throws IllegalArgumentException if there is no such signal
   * @throws IllegalStateException if it cannot be caught
   */
  static Object handle(String name, Object newHandler) {
    JvmSignals s = instance();
    Object sig = s.signal(name);
    try {
      return s.handle.invoke(null, sig, newHandler);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException) {
        throw new IllegalStateException(
            "sig " + s.numberOf(sig) + " cannot be caught" + reason(name), e.getCause());
      }
      throw Thrown.asIs(e.getCause());
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String reason(String name) {
    boolean never = name.equals("KILL") || name.equals("STOP");
    return never ? "" : ": the JVM uses SIG" + name + " itself";
  }

  /** Sends the signal to this process. */
  static void raise(String name) {
    JvmSignals s = instance();
    try {
      s.raise.invoke(null, s.signal(name));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  static int number(String name) {
    JvmSignals s = instance();
    return s.numberOf(s.signal(name));
  }

  /** Whether a handler is the JVM's own; not so if the process ignores the signal. */
  static boolean isDefault(Object previous) {
    return previous.getClass().getClassLoader() == null && previous != instance().ignore;
  }

  private Object signal(String name) {
    try {
      return signal.getConstructor(String.class).newInstance(name);
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException(
          "invalid signal SIG" + name + "; use a name such as INT or SIGTERM", e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private int numberOf(Object sig) {
    try {
      return (int) number.invoke(sig);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
