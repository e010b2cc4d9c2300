// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver;

import java.util.List;

/**
 * Rewrites {@code @Async} methods and async lambdas into coroutines. All doors (javac, agent, Maven
 * plugin, command line) call this class, so all give the same bytes.
 *
 * <p>A weaver is a pure function of the class file: it loads no class, reads no other file and
 * keeps no state. It may be called from any number of threads.
 */
public final class Weaver {
  /** Creates a weaver; they are all alike. */
  public Weaver() {}

  /**
   * Whether it is worth calling {@link #weave}: a scan of the constant pool, quick enough to be
   * asked of every class that a program loads.
   *
   * @param classFile a class file; of anything else the answer is false
   * @return false if the class mentions nothing that is woven, or is woven already
   */
  public static boolean mayNeedWeaving(byte[] classFile) {
    return ConstantPoolScan.mayNeedWeaving(classFile);
  }

  /**
   * Whether it is worth calling {@link #check}: as quick as {@link #mayNeedWeaving}, but true also
   * of classes that are woven already, or merely call what makes a coroutine.
   */
  public static boolean mayNeedChecks(byte[] classFile) {
    return ConstantPoolScan.mayNeedChecks(classFile);
  }

  /** Whether a class file was woven before. */
  public static boolean isWoven(byte[] classFile) {
    return ConstantPoolScan.isWoven(classFile);
  }

  /**
   * Puts one class to the checks, woven or not, and weaves nothing.
   *
   * @return what {@link #weave} would refuse and what it would find, in the order of the class file
   */
  public List<Problem> check(byte[] classFile) {
    return mayNeedChecks(classFile) ? new ClassChecker(classFile).check() : List.of();
  }

  /**
   * Weaves one class. Weaving what is woven changes nothing.
   *
   * @param classFile the class file, which is not changed
   * @return the class and its frame classes, or nothing if there was nothing to weave
   * @throws WeavingException if the class cannot be woven, with the place, the reason and a remedy
   */
  public WeavingResult weave(byte[] classFile) throws WeavingException {
    return mayNeedWeaving(classFile) ? new ClassWeaver(classFile).weave() : WeavingResult.UNCHANGED;
  }
}
