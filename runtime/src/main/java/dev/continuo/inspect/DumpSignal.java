// SPDX-License-Identifier: Apache-2.0
package dev.continuo.inspect;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** {@code sun.misc.Signal}, by reflection: javac warns of each use and cannot be told not to. */
final class DumpSignal {

  private DumpSignal() {}

  static void handle(String name, Runnable dump) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object ours =
          Proxy.newProxyInstance(
              DumpSignal.class.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, arguments) ->
                  switch (method.getName()) {
                    case "handle" -> {
                      dump.run();
                      yield null;
                    }
                    case "equals" -> proxy == arguments[0];
                    case "hashCode" -> System.identityHashCode(proxy);
                    default -> "continuo's dump";
                  });
      Object wanted = signal.getConstructor(String.class).newInstance(name);
      signal.getMethod("handle", signal, handler).invoke(null, wanted, ours);
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException(
          "cannot catch the signal '"
              + name
              + "': "
              + e.getCause().getMessage()
              + "; use another, as USR1 or HUP",
          e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          "signals need the module jdk.unsupported, which this JVM does not have", e);
    }
  }
}
