// SPDX-License-Identifier: Apache-2.0
package dev.continuo.spi;

import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The bootstrap methods of woven code: how {@code await(f(x))} calls the body of f without making a
 * coroutine, where the weaver could not know which method f is.
 */
public final class DirectCall {

  private static final ClassValue<AtomicBoolean> LINKED =
      new ClassValue<>() {
        @Override
        protected AtomicBoolean computeValue(Class<?> type) {
          return new AtomicBoolean();
        }
      };

  private DirectCall() {}

  /**
   * Links {@code await(receiver.name(arguments))}.
   *
   * @param type takes the receiver, the arguments and the task, gives the result or SUSPENDED
   * @param method what the class file names, found with the rights of the caller
   */
  public static CallSite link(
      MethodHandles.Lookup caller, String name, MethodType type, MethodHandle method) {
    return new DirectCallSite(caller.lookupClass(), name, type, method, false);
  }

  /** Links {@code await(C.name(arguments))}, where the method is static. */
  public static CallSite linkStatic(
      MethodHandles.Lookup caller, String name, MethodType type, MethodHandle method) {
    return new DirectCallSite(caller.lookupClass(), name, type, method, true);
  }

  /**
   * Links the question whether a class is still as it was woven. The JVM links the instructions of
   * a class anew when an agent has redefined or retransformed it; so the answer is yes as long as
   * this was called once.
   */
  public static CallSite unchanged(MethodHandles.Lookup caller, String name, MethodType type) {
    boolean first = LINKED.get(caller.lookupClass()).compareAndSet(false, true);
    return new ConstantCallSite(MethodHandles.constant(boolean.class, first));
  }
}
