// SPDX-License-Identifier: Apache-2.0
package dev.continuo.agent;

import dev.continuo.weaver.ClassFile;
import dev.continuo.weaver.Problem;
import dev.continuo.weaver.files.Attempt;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import org.jspecify.annotations.Nullable;

/**
 * Weaves each class of the application that needs it, at load.
 *
 * <p>A class that cannot be woven is loaded as it is: the problem is logged here, for the JVM drops
 * whatever a transformer throws, and its first {@code await} throws too, naming the ways to weave.
 */
final class WeavingTransformer implements ClassFileTransformer {

  private final FrameDefiner frames;

  WeavingTransformer(FrameDefiner frames) {
    this.frames = frames;
  }

  @Override
  public byte @Nullable [] transform(
      @Nullable ClassLoader loader,
      @Nullable String internalName,
      @Nullable Class<?> redefined,
      @Nullable ProtectionDomain domain,
      byte[] classFile) {
    if (isOfTheJdk(loader)) {
      return null;
    }
    String name = internalName == null ? "a nameless class" : internalName.replace('/', '.');
    try {
      return weave(loader, name, redefined != null, domain, classFile);
    } catch (Throwable e) {
      log(name, "it stays unwoven, and its first await will throw", e);
      return null;
    }
  }

  private byte @Nullable [] weave(
      ClassLoader loader,
      String name,
      boolean redefined,
      @Nullable ProtectionDomain domain,
      byte[] classFile) {
    Attempt attempt = Attempt.weaveAnyway(name, classFile);
    attempt.found().forEach(WeavingTransformer::log);
    if (attempt instanceof Attempt.Refused refused) {
      for (Problem problem : refused.problems()) {
        log(name, "it stays unwoven, and its first await will throw: " + problem.message(), null);
      }
    }
    if (attempt instanceof Attempt.Woven result) {
      return redefined ? redefine(loader, name, result) : define(loader, domain, result);
    }
    return null;
  }

  private byte[] define(
      ClassLoader loader, @Nullable ProtectionDomain domain, Attempt.Woven result) {
    for (ClassFile frame : result.frames()) {
      frames.define(loader, domain, frame);
    }
    return result.woven().bytes();
  }

  /**
   * New code for a loaded class is woven only if it fits the frame classes there are. If it does
   * not, the JVM refuses it, as it lacks the methods of the woven class. If the class was loaded
   * before the agent came, it stays unwoven, as it was.
   */
  private byte @Nullable [] redefine(ClassLoader loader, String name, Attempt.Woven result) {
    if (result.frames().stream().allMatch(frame -> frames.hasDefined(loader, frame))) {
      return result.woven().bytes();
    }
    log(name, "its new code does not fit the loaded frame classes; start the program anew", null);
    return null;
  }

  static boolean isOfTheJdk(@Nullable ClassLoader loader) {
    return loader == null || loader == ClassLoader.getPlatformClassLoader();
  }

  private static void log(String name, String message, @Nullable Throwable cause) {
    logger().log(Level.ERROR, "cannot weave " + name + ": " + message, cause);
  }

  /**
   * An error is one that does not hinder weaving. Warnings are for those who write the program, and
   * the agent has no source that could suppress them: they are there for whoever asks for debug.
   */
  private static void log(Problem problem) {
    logger().log(problem.isError() ? Level.WARNING : Level.DEBUG, problem.message());
  }

  /** Looked up when needed: an agent should not start the logging of an application. */
  static Logger logger() {
    return System.getLogger("dev.continuo");
  }
}
