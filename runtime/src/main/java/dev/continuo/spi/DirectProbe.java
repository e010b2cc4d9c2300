// SPDX-License-Identifier: Apache-2.0
package dev.continuo.spi;

import dev.continuo.Awaitable;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Watches one call of a method that may be woven. It is, and nothing else runs, if the call makes a
 * frame while the stack is
 *
 * <pre>
 *   C$f$1.call       what the code of f does, at its one place
 *   C.f              with the name and the types of what is called
 *   java.lang.invoke
 *   DirectProbe
 * </pre>
 *
 * So no override, bridge, proxy or lambda stands between; and no agent has put anything before the
 * one instruction that counts, or its place would be another. Then the frame must be what f gave.
 */
final class DirectProbe {

  /** Whether some thread is watching. A thread that is has written it itself. */
  static boolean watching;

  /** A proof is shorter: it has our constructors, C.f, and what the JDK puts around a handle. */
  private static final int MOST_FRAMES = 40;

  private static final Object LOCK = new Object();
  private static final ThreadLocal<@Nullable DirectProbe> CURRENT = new ThreadLocal<>();
  private static int running;

  private static final StackWalker STACK =
      StackWalker.getInstance(
          Set.of(StackWalker.Option.RETAIN_CLASS_REFERENCE, StackWalker.Option.SHOW_HIDDEN_FRAMES));

  private final String name;
  private final MethodType signature;
  private final boolean isStatic;
  private @Nullable Frame<?> made;

  /**
   * @param signature the descriptor of the method, as a type
   */
  DirectProbe(String name, MethodType signature, boolean isStatic) {
    this.isStatic = isStatic;
    this.name = name;
    this.signature = signature;
  }

  /** Makes the call. */
  Awaitable<?> watch(MethodHandle call, @Nullable Object[] arguments) throws Throwable {
    DirectProbe outer = CURRENT.get();
    CURRENT.set(this);
    count(1);
    try {
      return (Awaitable<?>) call.invokeWithArguments(arguments);
    } finally {
      count(-1);
      if (outer == null) {
        CURRENT.remove();
      } else {
        CURRENT.set(outer);
      }
    }
  }

  private static void count(int change) {
    synchronized (LOCK) {
      running += change;
      watching = running > 0;
    }
  }

  /** The body that the call would have run, or null if that is not certain. */
  @Nullable DirectBody bodyOf(@Nullable Awaitable<?> given) throws Throwable {
    Frame<?> frame = made;
    DirectBody body = frame == null || frame != given ? null : frame.direct();
    return body != null && (boolean) body.unchanged().invokeExact() ? body : null;
  }

  /** A frame is made; called by its constructor. */
  static void created(Frame<?> frame) {
    DirectProbe probe = CURRENT.get();
    if (probe != null
        && probe.made == null
        && STACK.walk(s -> probe.isProof(frame, s.limit(MOST_FRAMES).toList()))) {
      probe.made = frame;
    }
  }

  private boolean isProof(Frame<?> frame, List<StackWalker.StackFrame> stack) {
    int i = 0;
    while (i < stack.size() && !isCall(frame, stack.get(i))) {
      if (stack.get(i++).getDeclaringClass() == DirectCallSite.class) {
        return false;
      }
    }
    i++;
    if (i >= stack.size() || !isMethod(stack.get(i))) {
      return false;
    }
    do {
      i++;
    } while (i < stack.size()
        && stack.get(i).getDeclaringClass().getPackageName().equals("java.lang.invoke"));
    return i < stack.size() && stack.get(i).getDeclaringClass() == DirectProbe.class;
  }

  private static boolean isCall(Frame<?> frame, StackWalker.StackFrame at) {
    return at.getDeclaringClass() == frame.getClass() && at.getMethodName().equals("call");
  }

  /** Whether this is the method, and all it has done is to load its arguments. */
  private boolean isMethod(StackWalker.StackFrame at) {
    return at.getMethodName().equals(name)
        && at.getMethodType().equals(signature)
        && at.getByteCodeIndex() == bytesOfLoads();
  }

  /** A load of one of the first four slots takes a byte, of the others two. */
  private int bytesOfLoads() {
    int slot = isStatic ? 0 : 1;
    int bytes = slot;
    for (Class<?> parameter : signature.parameterList()) {
      bytes += slot < 4 ? 1 : 2;
      slot += parameter == long.class || parameter == double.class ? 2 : 1;
    }
    return bytes;
  }
}
