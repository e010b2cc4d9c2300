// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver.files;

import dev.continuo.weaver.ClassFile;
import dev.continuo.weaver.Problem;
import dev.continuo.weaver.Weaver;
import dev.continuo.weaver.WeavingException;
import dev.continuo.weaver.WeavingResult;
import java.util.List;

/**
 * What came of weaving one class: every door goes through here, so that a fault of the weaver reads
 * like any other problem and never ends a compilation or a class load with a stack trace.
 */
public sealed interface Attempt {

  /** The class needs no weaving, or is woven already. */
  record Untouched() implements Attempt {}

  /** The class, and the frame classes that must be in place before it. */
  record Woven(ClassFile woven, List<ClassFile> frames) implements Attempt {}

  /** The class cannot be woven, and nothing of it may be written. */
  record Refused(List<Problem> problems) implements Attempt {}

  /**
   * Weaves one class file.
   *
   * @param name the binary name to report should the class file be unreadable
   */
  static Attempt weave(String name, byte[] classFile) {
    if (!Weaver.mayNeedWeaving(classFile)) {
      return new Untouched();
    }
    try {
      WeavingResult result = new Weaver().weave(classFile);
      List<ClassFile> classes = result.classes();
      return result.isWoven()
          ? new Woven(classes.get(0), List.copyOf(classes.subList(1, classes.size())))
          : new Untouched();
    } catch (WeavingException e) {
      return new Refused(e.problems());
    } catch (RuntimeException | StackOverflowError e) {
      return new Refused(List.of(faultOfTheWeaver(name, e)));
    }
  }

  private static Problem faultOfTheWeaver(String name, Throwable fault) {
    StackTraceElement[] trace = fault.getStackTrace();
    String reason = "the weaver failed with " + fault + (trace.length > 0 ? " at " + trace[0] : "");
    String remedy = "this is a bug of Continuo: please report it with this message and the class";
    return new Problem(name, null, null, 0, reason, remedy);
  }
}
