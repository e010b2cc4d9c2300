// SPDX-License-Identifier: Apache-2.0
package dev.continuo.others;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Starts the program of a jar that contains jars, from which it loads classes itself. */
public final class NestedJars extends ClassLoader {

  private final Map<String, byte[]> classes = new HashMap<>();

  private NestedJars(String... jars) throws IOException {
    super(ClassLoader.getPlatformClassLoader());
    for (String jar : jars) {
      try (InputStream in = NestedJars.class.getResourceAsStream(jar);
          ZipInputStream entries = new ZipInputStream(in)) {
        for (ZipEntry e = entries.getNextEntry(); e != null; e = entries.getNextEntry()) {
          classes.put(e.getName(), entries.readAllBytes());
        }
      }
    }
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] bytes = classes.get(name.replace('.', '/') + ".class");
    if (bytes == null) {
      throw new ClassNotFoundException(name);
    }
    return defineClass(name, bytes, 0, bytes.length);
  }

  public static void main(String[] arguments) throws ReflectiveOperationException, IOException {
    new NestedJars("/lib/program.jar", "/lib/runtime.jar")
        .loadClass("demo.Main")
        .getMethod("main", String[].class)
        .invoke(null, (Object) arguments);
  }
}
