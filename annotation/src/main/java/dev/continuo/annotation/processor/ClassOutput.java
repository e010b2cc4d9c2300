// SPDX-License-Identifier: Apache-2.0
package dev.continuo.annotation.processor;

import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.annotation.processing.Filer;
import javax.lang.model.element.ModuleElement;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import javax.tools.JavaFileObject;
import javax.tools.StandardLocation;

/**
 * Finds the class file that javac has just written.
 *
 * <p>A processor's {@link Filer} knows where javac writes. A plugin is not told, so it looks in the
 * few places there can be: the folder named to the plugin, the one after {@code -d} on javac's
 * command line, the folders of the class path (a Maven build has its own output folder there), and
 * beside the source file. Of the files found, the one written last is taken, and only if it is not
 * older than the compilation: that is the one javac has just written.
 */
final class ClassOutput {

  /** File systems keep the time of a file in steps of up to two seconds. */
  private static final int STEP_OF_FILE_TIME = 2;

  private final Elements elements;
  private final FileTime begin = FileTime.from(Instant.now().minusSeconds(STEP_OF_FILE_TIME));

  private final Set<Path> folders = new LinkedHashSet<>();
  private Filer filer;

  ClassOutput(JavacTask task) {
    elements = task.getElements();
    folders.addAll(CommandLine.outputFolders());
    folders.addAll(foldersOfClassPath());
  }

  void knows(Filer filer) {
    this.filer = filer;
  }

  void isFolder(Path folder) {
    folders.add(folder);
  }

  String binaryName(TypeElement type) {
    return elements.getBinaryName(type).toString();
  }

  Optional<Path> find(TypeElement type, JavaFileObject source) throws IOException {
    return candidates(type, source).stream()
        .filter(Files::isRegularFile)
        .filter(file -> writtenAt(file).compareTo(begin) >= 0)
        .max(Comparator.comparing(ClassOutput::writtenAt));
  }

  private List<Path> candidates(TypeElement type, JavaFileObject source) throws IOException {
    List<Path> files = new ArrayList<>();
    String path = binaryName(type).replace('.', '/') + ".class";
    String fileName = path.substring(path.lastIndexOf('/') + 1);
    if (filer != null) {
      toPath(fromFiler(type, fileName)).ifPresent(files::add);
    }
    for (Path folder : folders) {
      files.add(folder.resolve(path));
      files.add(folder.resolve(moduleName(type)).resolve(path)); // with --module-source-path
    }
    toPath(source.toUri()).ifPresent(file -> files.add(file.resolveSibling(fileName)));
    return files;
  }

  private URI fromFiler(TypeElement type, String fileName) throws IOException {
    PackageElement pack = elements.getPackageOf(type);
    String inPackage = pack.getQualifiedName().toString();
    try {
      return filer.getResource(StandardLocation.CLASS_OUTPUT, inPackage, fileName).toUri();
    } catch (IllegalArgumentException e) {
      // javac compiles several modules at once and wants to know which is meant
      String inModule = moduleName(type) + "/" + inPackage;
      return filer.getResource(StandardLocation.CLASS_OUTPUT, inModule, fileName).toUri();
    }
  }

  private String moduleName(TypeElement type) {
    ModuleElement module = elements.getModuleOf(type);
    return module == null ? "" : module.getQualifiedName().toString();
  }

  private static Optional<Path> toPath(URI uri) {
    try {
      return Optional.of(Path.of(uri));
    } catch (IllegalArgumentException | FileSystemNotFoundException e) {
      return Optional.empty(); // kept in memory, or the like
    }
  }

  private static List<Path> foldersOfClassPath() {
    List<Path> folders = new ArrayList<>();
    if (ClassOutput.class.getClassLoader() instanceof URLClassLoader loader) {
      for (URL url : loader.getURLs()) {
        try {
          toPath(url.toURI()).filter(path -> !isJar(path)).ifPresent(folders::add);
        } catch (URISyntaxException e) {
          continue; // not a folder of this machine
        }
      }
    }
    return folders;
  }

  /** A folder may not exist yet when the compilation begins. */
  private static boolean isJar(Path path) {
    return Files.isRegularFile(path);
  }

  private static FileTime writtenAt(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException e) {
      return FileTime.fromMillis(0);
    }
  }
}
