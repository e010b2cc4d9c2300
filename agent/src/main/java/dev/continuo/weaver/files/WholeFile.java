// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver.files;

import dev.continuo.weaver.ClassFile;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;

/** Files that are seen whole or not at all: written beside their place, then moved there. */
public final class WholeFile {

  private WholeFile() {}

  /** Writes the content of a file to a path that does not exist yet. */
  interface Content {
    void writeTo(Path path) throws IOException;
  }

  /** Puts a woven class in the place of the class file javac wrote, after its frame classes. */
  public static void replaceClass(Path classFile, Attempt.Woven result) throws IOException {
    for (ClassFile frame : result.frames()) {
      Path file = classFile.resolveSibling(fileName(frame.internalName()));
      replace(file, path -> Files.write(path, frame.bytes()));
    }
    replace(classFile, path -> Files.write(path, result.woven().bytes()));
  }

  static void replace(Path file, Content content) throws IOException {
    Path written = file.resolveSibling(file.getFileName() + ".weaving");
    Files.deleteIfExists(written);
    try {
      content.writeTo(written);
      copyPermissions(file, written);
      move(written, file);
    } finally {
      Files.deleteIfExists(written);
    }
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    } catch (FileSystemException e) {
      // Windows refuses the atomic move onto a file that somebody has open for reading
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static void copyPermissions(Path from, Path to) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(to, PosixFileAttributeView.class);
    if (view != null && Files.exists(from)) {
      view.setPermissions(Files.getPosixFilePermissions(from));
    }
  }

  private static String fileName(String internalName) {
    return internalName.substring(internalName.lastIndexOf('/') + 1) + ".class";
  }
}
