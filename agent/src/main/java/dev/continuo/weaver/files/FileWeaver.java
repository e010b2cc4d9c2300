// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver.files;

import dev.continuo.weaver.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

/**
 * Weaves the class files of a folder or a jar in place: the door for builds other than javac's own.
 * A class is written whole or not at all; one that cannot be woven is left as it was, and the
 * others are woven all the same.
 */
public final class FileWeaver {

  private final Predicate<String> included;

  /** Weaves every class. */
  public FileWeaver() {
    this(path -> true);
  }

  /**
   * Weaves the classes whose path in the folder or jar is accepted, for instance {@code
   * demo/Main.class}.
   */
  public FileWeaver(Predicate<String> included) {
    this.included = included;
  }

  /**
   * Weaves one folder, with all that is below it, or one jar.
   *
   * @throws IOException if the files cannot be read or written, or the jar is signed
   */
  public Summary weave(Path folderOrJar) throws IOException {
    if (Files.isDirectory(folderOrJar)) {
      return new ClassFolder(folderOrJar, this::isIncluded).weave();
    }
    if (Files.isRegularFile(folderOrJar)) {
      return new ClassArchive(folderOrJar.toRealPath(), this::isIncluded).weave();
    }
    throw new NoSuchFileException(folderOrJar.toString());
  }

  /**
   * Puts the classes of one folder to the checks, woven or not, and writes nothing.
   *
   * @throws IOException if the files cannot be read
   */
  public List<Problem> check(Path folder) throws IOException {
    return new ClassFolder(folder, this::isIncluded).check();
  }

  private boolean isIncluded(String path) {
    return path.endsWith(".class") && included.test(path);
  }

  /** The binary name that a path in a folder or jar suggests. */
  static String nameOf(String path) {
    return path.substring(0, path.length() - ".class".length()).replace('/', '.');
  }
}
