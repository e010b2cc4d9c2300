// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver.generator;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles many programs in one call of javac, in memory, without weaving. */
final class MemoryCompiler {
  private static final List<String> OPTIONS =
      List.of(
          "-g",
          "-nowarn",
          "-proc:none",
          "-Xplugin:Continuo off",
          "-Xmaxerrs",
          "20",
          "-cp",
          System.getProperty("java.class.path"));

  private MemoryCompiler() {}

  /** Sources that do not compile. */
  static final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    Refusal(String messages) {
      super(messages);
    }

    /** Whether javac failed, not the source. */
    boolean isCrash() {
      return getMessage().contains("has occurred in the compiler");
    }
  }

  /** The class files by the names of their classes. */
  static Map<String, byte[]> compile(List<SourceFile> sources) throws Refusal {
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    StandardJavaFileManager standard = javac.getStandardFileManager(null, null, null);
    Output output = new Output(standard);
    StringWriter messages = new StringWriter();
    if (!javac.getTask(messages, output, null, OPTIONS, null, sources).call()) {
      throw new Refusal(messages.toString());
    }
    Map<String, byte[]> classes = new LinkedHashMap<>();
    output.written.forEach((name, bytes) -> classes.put(name, bytes.toByteArray()));
    return classes;
  }

  private static final class Output extends ForwardingJavaFileManager<JavaFileManager> {
    final Map<String, ByteArrayOutputStream> written = new LinkedHashMap<>();

    Output(JavaFileManager standard) {
      super(standard);
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
      URI uri = URI.create("memory:///" + className.replace('.', '/') + kind.extension);
      return new SimpleJavaFileObject(uri, kind) {
        @Override
        public OutputStream openOutputStream() {
          return written.computeIfAbsent(className, name -> new ByteArrayOutputStream());
        }
      };
    }
  }
}
