// SPDX-License-Identifier: Apache-2.0
package dev.continuo.agent;

import dev.continuo.weaver.ClassFile;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.security.ProtectionDomain;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Defines frame classes beside the class they belong to: same loader, same protection domain. */
interface FrameDefiner {

  /**
   * Defines a frame class, unless the loader has it already.
   *
   * @throws IllegalStateException if the loader has another one of that name
   */
  void define(ClassLoader loader, @Nullable ProtectionDomain domain, ClassFile frame);

  /** Whether this very frame class was defined here; a definer that only collects knows nothing. */
  default boolean hasDefined(ClassLoader loader, ClassFile frame) {
    return false;
  }

  /** Calls {@code ClassLoader.defineClass}, having opened {@code java.lang} to the agent alone. */
  static FrameDefiner of(Instrumentation instrumentation) {
    instrumentation.redefineModule(
        Object.class.getModule(),
        Set.of(),
        Map.of(),
        Map.of("java.lang", Set.of(FrameDefiner.class.getModule())),
        Set.of(),
        Map.of());
    try {
      return new ByReflection(
          accessible(
              "defineClass",
              String.class,
              byte[].class,
              int.class,
              int.class,
              ProtectionDomain.class),
          accessible("findLoadedClass", String.class),
          new KnownFrames());
    } catch (NoSuchMethodException e) {
      throw new LinkageError("java.lang.ClassLoader has no longer the method that is needed", e);
    }
  }

  private static Method accessible(String name, Class<?>... parameters)
      throws NoSuchMethodException {
    Method method = ClassLoader.class.getDeclaredMethod(name, parameters);
    method.setAccessible(true);
    return method;
  }

  /** The way that works in every loader, named module or not. */
  record ByReflection(Method defineClass, Method findLoadedClass, KnownFrames known)
      implements FrameDefiner {

    @Override
    public void define(ClassLoader loader, @Nullable ProtectionDomain domain, ClassFile frame) {
      String name = frame.internalName().replace('/', '.');
      try {
        boolean loaded = isLoaded(loader, name); // another thread notes before it defines
        if (loaded && !known.hasName(loader, frame) || !known.note(loader, frame)) {
          throw new IllegalStateException(
              name
                  + " was loaded before, of another version of its class;"
                  + " delete what an earlier build has left, and start the program anew");
        }
        if (loaded) {
          return;
        }
        defineClass.invoke(loader, name, frame.bytes(), 0, frame.bytes().length, domain);
      } catch (InvocationTargetException e) {
        if (!(e.getCause() instanceof LinkageError) || !isLoaded(loader, name)) {
          throw new IllegalStateException("cannot define " + name, e.getCause());
        } // else another thread that loads the same class was faster
      } catch (IllegalAccessException e) {
        throw new IllegalStateException("java.lang is not open to the agent", e);
      }
    }

    @Override
    public boolean hasDefined(ClassLoader loader, ClassFile frame) {
      return known.has(loader, frame);
    }

    private boolean isLoaded(ClassLoader loader, String name) {
      try {
        return findLoadedClass.invoke(loader, name) != null;
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("cannot ask " + loader + " for " + name, e);
      }
    }
  }
}
