// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver.torture;

import dev.continuo.weaver.ClassFile;
import dev.continuo.weaver.Weaver;
import dev.continuo.weaver.WeavingException;
import dev.continuo.weaver.torture.Torturer.Density;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.objectweb.asm.MethodTooLargeException;

/** The class files of a jar, and what becomes of them. */
final class Library {
  private final Path jar;
  private final List<ClassFile> classes = new ArrayList<>();

  private Library(Path jar) {
    this.jar = jar;
  }

  /** The jar of the class path whose name begins so and ends so. */
  static Library onClassPath(String beginning, String end) throws IOException {
    Path jar =
        Stream.of(System.getProperty("java.class.path").split(java.io.File.pathSeparator))
            .map(Path::of)
            .filter(path -> path.getFileName().toString().matches(beginning + "[0-9.]+" + end))
            .findFirst()
            .orElseThrow(() -> new AssertionError("not on the class path: " + beginning + end));
    Library library = new Library(jar);
    try (JarFile file = new JarFile(jar.toFile())) {
      for (Enumeration<JarEntry> entries = file.entries(); entries.hasMoreElements(); ) {
        JarEntry entry = entries.nextElement();
        if (entry.getName().endsWith(".class") && !entry.getName().startsWith("META-INF")) {
          String name = entry.getName().replace(".class", "");
          byte[] bytes = file.getInputStream(entry).readAllBytes();
          library.classes.add(new ClassFile(name, bytes));
        }
      }
    }
    return library;
  }

  Path jar() {
    return jar;
  }

  List<ClassFile> classes() {
    return classes;
  }

  /**
   * A tortured class before and after weaving; {@code woven} begins with the class itself.
   *
   * @param relieved the methods that could not have all awaits: woven, they would be too large
   */
  record Tortured(byte[] before, List<ClassFile> woven, Map<String, Density> relieved) {
    void writeTo(Path folder) throws IOException {
      for (ClassFile file : woven) {
        Path path = folder.resolve(file.internalName() + ".class");
        Files.createDirectories(path.getParent());
        Files.write(path, file.bytes());
      }
    }
  }

  /** Tortures one class, with fewer awaits in methods that would outgrow a class file. */
  static Tortured torture(ClassFile file, Density density, long seed) throws WeavingException {
    Map<String, Density> relieved = new HashMap<>();
    while (true) {
      String tooLarge;
      try {
        byte[] before = Torturer.torture(file.bytes(), density, relieved, seed);
        List<ClassFile> woven = new Weaver().weave(before).classes();
        return new Tortured(before, woven, relieved);
      } catch (MethodTooLargeException e) {
        tooLarge = e.getMethodName();
      } catch (WeavingException e) {
        tooLarge = e.problems().get(0).method();
        if (!e.getMessage().contains("of the 65,535 allowed")) {
          throw e;
        }
      }
      Density now = relieved.getOrDefault(tooLarge, density);
      if (now == Density.METHODS) {
        throw new AssertionError(file.internalName() + "." + tooLarge + " is always too large");
      }
      relieved.put(tooLarge, Density.values()[now.ordinal() - 1]);
    }
  }
}
