// SPDX-License-Identifier: Apache-2.0
package dev.continuo.others;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Another agent beside ours, which gives programs the means to change loaded classes. */
public final class OtherAgent {

  static Instrumentation instrumentation;

  private OtherAgent() {}

  public static void premain(String arguments, Instrumentation given) {
    instrumentation = given;
  }

  /** A jar that is only a manifest: the JVM finds the class on the class path. */
  static Path jar(Path file) throws IOException {
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.putValue("Premain-Class", OtherAgent.class.getName());
    attributes.putValue("Can-Redefine-Classes", "true");
    attributes.putValue("Can-Retransform-Classes", "true");
    try (OutputStream out = Files.newOutputStream(file)) {
      new JarOutputStream(out, manifest).close();
    }
    return file;
  }
}
