// SPDX-License-Identifier: Apache-2.0
package dev.continuo.spi;

import dev.continuo.Awaitable;
import dev.continuo.Coroutine;
import dev.continuo.Task;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One {@code await(f(x))}. The first calls are made as plain code makes them. Then, at the next
 * call for a class of receivers, a {@link DirectProbe} watches whether that runs nothing but the
 * code of a woven method; further calls for that class go to its body:
 *
 * <pre>
 *   receiver.getClass() == A ? A unchanged ? body of f in A : await(f(x))
 *   : receiver.getClass() == B ? await(f(x))                  f of B is not woven
 *   : look (a class not seen yet; or, after a few, await(f(x)))
 * </pre>
 *
 * It keeps no class alive that its own class does not.
 */
final class DirectCallSite extends MutableCallSite {

  /** So often is f called before a look: to link costs more than many calls. Tests lower it. */
  static int coldCalls = 32;

  private static final int MOST_CLASSES = 4;
  private static final int MOST_LOOKS = 16;

  private static final MethodHandle AWAIT;
  private static final MethodHandle LOOK;
  private static final MethodHandle IS;
  private static final MethodHandle PRESENT;

  static {
    MethodHandles.Lookup own = MethodHandles.lookup();
    try {
      AWAIT =
          own.findStatic(
              Suspension.class,
              "await",
              MethodType.methodType(Object.class, Awaitable.class, Task.class));
      LOOK =
          own.findVirtual(
              DirectCallSite.class, "look", MethodType.methodType(Object.class, Object[].class));
      IS =
          own.findStatic(
              DirectCallSite.class,
              "is",
              MethodType.methodType(boolean.class, Class.class, Object.class));
      PRESENT =
          own.findVirtual(
              DirectCallSite.class, "present", MethodType.methodType(Object.class, Object.class));
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  /** What is known of one class of receivers. */
  private record Known(Class<?> of, MethodHandle target) {}

  private final Class<?> caller;
  private final String name;
  private final boolean isStatic;

  /** Takes the receiver and the arguments, gives the awaitable. */
  private final MethodHandle call;

  private final List<Known> known = new ArrayList<>();
  private int calls;
  private int looks;

  DirectCallSite(
      Class<?> caller, String name, MethodType type, MethodHandle method, boolean isStatic) {
    super(type);
    this.caller = caller;
    this.name = name;
    this.isStatic = isStatic;
    call = method.asFixedArity();
    setTarget(looking());
  }

  private MethodHandle looking() {
    return LOOK.bindTo(this).asCollector(Object[].class, type().parameterCount()).asType(type());
  }

  /** Calls f and awaits what it gives. */
  private MethodHandle plain() {
    int task = type().parameterCount() - 1;
    MethodType called = type().dropParameterTypes(task, task + 1).changeReturnType(Awaitable.class);
    return MethodHandles.collectArguments(AWAIT, 0, call.asType(called));
  }

  private static boolean is(Class<?> expected, @Nullable Object receiver) {
    return receiver != null && receiver.getClass() == expected;
  }

  /** Calls f, as plain code would, and may learn from it. */
  private @Nullable Object look(@Nullable Object[] arguments) throws Throwable {
    int task = arguments.length - 1;
    Class<?> of = isStatic ? caller : present(arguments[0]).getClass();
    Object[] passed = Arrays.copyOf(arguments, task);
    Awaitable<?> made;
    if (calls++ < coldCalls) {
      made = (Awaitable<?>) call.invokeWithArguments(passed);
    } else {
      DirectProbe probe = new DirectProbe(name, signature(), isStatic);
      made = probe.watch(call, passed);
      learn(of, probe.bodyOf(made));
    }
    return Suspension.await(made, (Task<?>) arguments[task]);
  }

  /** The descriptor of f, as a type. */
  private MethodType signature() {
    int task = type().parameterCount() - 1;
    MethodType made = type().dropParameterTypes(task, task + 1).changeReturnType(Coroutine.class);
    return isStatic ? made : made.dropParameterTypes(0, 1);
  }

  private Object present(@Nullable Object receiver) {
    if (receiver != null) {
      return receiver;
    }
    String parameters =
        String.join(",", signature().parameterList().stream().map(Class::getTypeName).toList());
    String owner = type().parameterType(0).getName();
    NullPointerException e =
        new NullPointerException(
            "Cannot invoke \"%s.%s(%s)\" because the receiver is null"
                .formatted(owner, name, parameters));
    e.setStackTrace(
        Arrays.stream(e.getStackTrace())
            .dropWhile(frame -> frame.getClassName().equals(DirectCallSite.class.getName()))
            .toArray(StackTraceElement[]::new));
    throw e;
  }

  private synchronized void learn(Class<?> of, @Nullable DirectBody body) {
    looks++;
    MethodHandle target = body == null ? plain() : direct(body);
    if (isStatic) {
      setTarget(target);
      return;
    }
    if (known.size() < MOST_CLASSES
        && mayKeep(of)
        && known.stream().noneMatch(other -> other.of == of)) {
      known.add(new Known(of, target));
    }
    boolean enough = known.size() == MOST_CLASSES || looks >= MOST_LOOKS;
    MethodHandle chain = enough ? present(plain()) : looking();
    for (int i = known.size() - 1; i >= 0; i--) {
      MethodHandle is = IS.bindTo(known.get(i).of);
      MethodType test = is.type().changeParameterType(0, type().parameterType(0));
      chain = MethodHandles.guardWithTest(is.asType(test), known.get(i).target, chain);
    }
    setTarget(chain);
  }

  private MethodHandle present(MethodHandle target) {
    Class<?> receiver = type().parameterType(0);
    MethodHandle filter = PRESENT.bindTo(this).asType(MethodType.methodType(receiver, receiver));
    return MethodHandles.filterArguments(target, 0, filter);
  }

  private MethodHandle direct(DirectBody found) {
    int frame = type().parameterCount();
    MethodHandle body =
        MethodHandles.insertArguments(found.body(), frame, (Object) null).asType(type());
    return MethodHandles.guardWithTest(found.unchanged(), body, plain());
  }

  /** Whether the class goes with the caller's loader, or with one that it depends on. */
  private boolean mayKeep(Class<?> of) {
    ClassLoader wanted = of.getClassLoader();
    ClassLoader loader = caller.getClassLoader();
    while (loader != null && !Objects.equals(loader, wanted)) {
      loader = loader.getParent();
    }
    return Objects.equals(loader, wanted) && !of.isHidden();
  }
}
