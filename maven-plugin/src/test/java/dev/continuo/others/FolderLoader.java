// SPDX-License-Identifier: Apache-2.0
package dev.continuo.others;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Looks into its folders first and asks its parent only for what is not there. It takes no lock: of
 * threads that define the same class at once, one is faster, and the others get its class.
 */
final class FolderLoader extends ClassLoader {

  static {
    registerAsParallelCapable();
  }

  private final List<Path> folders;

  FolderLoader(ClassLoader parent, List<Path> folders) {
    super(parent);
    this.folders = List.copyOf(folders);
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    Class<?> loaded = findLoadedClass(name);
    if (loaded != null) {
      return loaded;
    }
    for (Path folder : folders) {
      Path file = folder.resolve(name.replace('.', '/') + ".class");
      if (Files.exists(file)) {
        return define(name, file);
      }
    }
    return super.loadClass(name, resolve);
  }

  private Class<?> define(String name, Path file) throws ClassNotFoundException {
    try {
      byte[] bytes = Files.readAllBytes(file);
      return defineClass(name, bytes, 0, bytes.length);
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    } catch (LinkageError e) {
      Class<?> faster = findLoadedClass(name);
      if (faster == null) {
        throw e;
      }
      return faster;
    }
  }
}
