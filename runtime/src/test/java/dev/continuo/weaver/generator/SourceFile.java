// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver.generator;

import java.net.URI;
import javax.tools.SimpleJavaFileObject;

/** A source file in memory. */
final class SourceFile extends SimpleJavaFileObject {
  private final String text;

  SourceFile(String className, String text) {
    super(URI.create("memory:///" + className.replace('.', '/') + ".java"), Kind.SOURCE);
    this.text = text;
  }

  @Override
  public CharSequence getCharContent(boolean ignoreEncodingErrors) {
    return text;
  }
}
