// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.eclipse.jdt.internal.compiler.tool.EclipseCompiler;

/** The Java compilers whose class files are woven in tests; none of them weaves here. */
enum TargetCompiler {
  JAVAC(ToolProvider::getSystemJavaCompiler, "-Xplugin:Continuo off"),
  ECJ(EclipseCompiler::new, "-nowarn");

  private static final Map<List<Object>, List<ClassFile>> COMPILED = new ConcurrentHashMap<>();

  private final Supplier<JavaCompiler> compiler;
  private final String ownOption;

  TargetCompiler(Supplier<JavaCompiler> compiler, String ownOption) {
    this.compiler = compiler;
    this.ownOption = ownOption;
  }

  /** The class files of some source files, compiled once for all who ask. */
  List<ClassFile> compile(List<Path> sources, List<String> options) throws IOException {
    List<Object> key = List.of(this, sources, options);
    List<ClassFile> known = COMPILED.get(key);
    if (known == null) {
      known = run(sources, options);
      COMPILED.put(key, known);
    }
    return known;
  }

  private List<ClassFile> run(List<Path> paths, List<String> options) throws IOException {
    JavaCompiler tool = compiler.get();
    Path output = Files.createTempDirectory("target");
    StringWriter messages = new StringWriter();
    try (StandardJavaFileManager files = tool.getStandardFileManager(null, null, null)) {
      List<String> arguments = new ArrayList<>(List.of("-g", "-parameters", "-proc:none"));
      arguments.addAll(List.of("-d", output.toString()));
      arguments.addAll(List.of("-cp", System.getProperty("java.class.path"), ownOption));
      arguments.addAll(options);
      var sources = files.getJavaFileObjectsFromFiles(sourcesOf(paths));
      if (!tool.getTask(messages, files, null, arguments, null, sources).call()) {
        throw new AssertionError(this + ": " + paths + " does not compile:\n" + messages);
      }
    }
    return Target.readClasses(output);
  }

  /** The files, and what stands in the folders of their names: classes in packages. */
  private static List<File> sourcesOf(List<Path> paths) throws IOException {
    List<File> sources = new ArrayList<>();
    for (Path path : paths) {
      sources.add(path.toFile());
      Path folder = Path.of(path.toString().replace(".java", ""));
      if (Files.isDirectory(folder)) {
        try (Stream<Path> more = Files.walk(folder)) {
          more.map(Path::toFile).filter(File::isFile).forEach(sources::add);
        }
      }
    }
    return sources;
  }
}
