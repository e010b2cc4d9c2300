// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver.files;

import dev.continuo.weaver.ClassFile;
import dev.continuo.weaver.Problem;
import dev.continuo.weaver.Weaver;
import dev.continuo.weaver.WeavingException;
import dev.continuo.weaver.WeavingResult;
import java.util.ArrayList;
import java.util.List;

/**
 * What came of weaving one class: every door goes through here, so that a fault of the weaver reads
 * like any other problem and never ends a compilation or a class load with a stack trace.
 */
public sealed interface Attempt {

  /** What the checks found that hinders nothing, in the order of the class file. */
  List<Problem> found();

  /** The class needs no weaving, or is woven already. */
  record Untouched(List<Problem> found) implements Attempt {}

  /** The class, and the frame classes that must be in place before it. */
  record Woven(ClassFile woven, List<ClassFile> frames, List<Problem> found) implements Attempt {}

  /** The class cannot be woven, or should not be, and nothing of it may be written. */
  record Refused(List<Problem> problems, List<Problem> found) implements Attempt {}

  /**
   * Weaves one class file for a build: any error that a check finds is a refusal, and what is found
   * besides are warnings.
   *
   * @param name the binary name to report should the class file be unreadable
   */
  static Attempt weave(String name, byte[] classFile) {
    Attempt attempt =
        Weaver.mayNeedWeaving(classFile) ? weaveAnyway(name, classFile) : check(name, classFile);
    List<Problem> errors = attempt.found().stream().filter(Problem::isError).toList();
    if (errors.isEmpty()) {
      return attempt;
    }
    List<Problem> all = new ArrayList<>(errors);
    if (attempt instanceof Refused refused) {
      all.addAll(refused.problems());
    }
    return new Refused(all, attempt.found().stream().filter(p -> !p.isError()).toList());
  }

  /**
   * Weaves one class file for a running program: an error that does not hinder weaving does not
   * hinder the others of the class to work, and a class without coroutines is not looked at.
   */
  static Attempt weaveAnyway(String name, byte[] classFile) {
    if (!Weaver.mayNeedWeaving(classFile)) {
      return new Untouched(List.of());
    }
    try {
      WeavingResult result = new Weaver().weave(classFile);
      List<ClassFile> all = result.classes();
      return result.isWoven()
          ? new Woven(all.get(0), List.copyOf(all.subList(1, all.size())), result.found())
          : new Untouched(result.found());
    } catch (WeavingException e) {
      return new Refused(e.problems(), e.found());
    } catch (RuntimeException | StackOverflowError e) {
      return new Refused(List.of(faultOfTheWeaver(name, e)), List.of());
    }
  }

  /** A class that is woven already has been put to the checks by the build that wove it. */
  private static Attempt check(String name, byte[] classFile) {
    try {
      boolean woven = Weaver.isWoven(classFile);
      return new Untouched(woven ? List.of() : new Weaver().check(classFile));
    } catch (RuntimeException | StackOverflowError e) {
      return new Refused(List.of(faultOfTheWeaver(name, e)), List.of());
    }
  }

  private static Problem faultOfTheWeaver(String name, Throwable fault) {
    StackTraceElement[] trace = fault.getStackTrace();
    String reason = "the weaver failed with " + fault + (trace.length > 0 ? " at " + trace[0] : "");
    String remedy = "this is a bug of Continuo: please report it with this message and the class";
    return new Problem(name, null, null, 0, reason, remedy);
  }
}
