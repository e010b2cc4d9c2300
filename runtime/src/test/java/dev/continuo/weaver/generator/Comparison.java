// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver.generator;

import dev.continuo.weaver.ClassFile;
import dev.continuo.weaver.Weaver;
import dev.continuo.weaver.WeavingException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.util.CheckClassAdapter;

/** One program, plain and woven in each mode: what differs, if anything does. */
final class Comparison {
  private final Program program;
  private final Map<String, byte[]> compiled = new LinkedHashMap<>();

  /**
   * @param classes the class files of this program, and maybe of others
   */
  Comparison(Program program, Map<String, byte[]> classes) {
    this.program = program;
    for (String folder : List.of(Program.PLAIN, Program.WOVEN)) {
      String name = folder + "." + program.name();
      classes.forEach(
          (key, bytes) -> {
            if (key.equals(name) || key.startsWith(name + "$")) {
              compiled.put(key, bytes);
            }
          });
    }
  }

  /**
   * Whether the JVM accepts what javac made of the program. It sometimes gets jumps out of switch
   * expressions wrong, and the class is refused before anyone weaves it.
   */
  boolean isSound() throws ClassNotFoundException {
    ProgramLoader loader = new ProgramLoader(compiled);
    try {
      for (String name : compiled.keySet()) {
        Class.forName(name, true, loader); // initialised, since only then is it surely verified
      }
      return true;
    } catch (VerifyError | ClassFormatError e) {
      return false;
    }
  }

  /** The first difference, or nothing. */
  Optional<String> difference() {
    try {
      List<String> expected = Execution.plain(program, compiled);
      Map<String, byte[]> woven = weave(compiled);
      Optional<String> found = complaintOf(woven);
      for (Awaits.Mode mode : Awaits.Mode.values()) {
        boolean last = mode == Awaits.Mode.OTHERWISE_MIXED;
        Map<String, byte[]> classes = last ? weave(withoutDebugTables(compiled)) : woven;
        List<String> actual = Execution.woven(program, classes, mode);
        found = found.or(() -> compare(mode, expected, actual));
      }
      return found;
    } catch (Exception | LinkageError e) {
      StringWriter text = new StringWriter();
      e.printStackTrace(new PrintWriter(text));
      return Optional.of(text.toString());
    }
  }

  private static Map<String, byte[]> weave(Map<String, byte[]> classes) throws WeavingException {
    Map<String, byte[]> result = new LinkedHashMap<>(classes);
    for (Map.Entry<String, byte[]> entry : classes.entrySet()) {
      if (entry.getKey().startsWith(Program.WOVEN)) {
        for (ClassFile file : new Weaver().weave(entry.getValue()).classes()) {
          result.put(file.internalName().replace('/', '.'), file.bytes());
        }
      }
    }
    return result;
  }

  private static Optional<String> complaintOf(Map<String, byte[]> woven) throws WeavingException {
    ClassLoader loader = new ProgramLoader(woven);
    for (Map.Entry<String, byte[]> entry : woven.entrySet()) {
      if (!entry.getKey().startsWith(Program.WOVEN)) {
        continue;
      }
      if (new Weaver().weave(entry.getValue()).isWoven()) {
        return Optional.of(entry.getKey() + " changes when it is woven once more");
      }
      StringWriter complaint = new StringWriter();
      ClassReader reader = new ClassReader(entry.getValue());
      CheckClassAdapter.verify(reader, loader, false, new PrintWriter(complaint));
      if (!complaint.toString().isEmpty()) {
        return Optional.of(entry.getKey() + " is not valid:\n" + complaint);
      }
    }
    return Optional.empty();
  }

  /** As javac -g:none would have written them: the code is the same. */
  private static Map<String, byte[]> withoutDebugTables(Map<String, byte[]> classes) {
    Map<String, byte[]> result = new LinkedHashMap<>();
    classes.forEach(
        (name, bytes) -> {
          ClassWriter writer = new ClassWriter(0);
          new ClassReader(bytes).accept(writer, ClassReader.SKIP_DEBUG);
          result.put(name, writer.toByteArray());
        });
    return result;
  }

  private static Optional<String> compare(
      Awaits.Mode mode, List<String> expected, List<String> actual) {
    for (int i = 0; i < Math.max(expected.size(), actual.size()); i++) {
      String plain = i < expected.size() ? expected.get(i) : "(nothing)";
      String woven = i < actual.size() ? actual.get(i) : "(nothing)";
      if (!plain.equals(woven)) {
        String before = i == 0 ? "" : ", after " + expected.get(i - 1);
        return Optional.of(
            mode + ": line " + i + before + "\n  plain: " + plain + "\n  woven: " + woven);
      }
    }
    return Optional.empty();
  }
}
