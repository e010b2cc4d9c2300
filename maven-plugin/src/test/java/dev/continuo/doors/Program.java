// SPDX-License-Identifier: Apache-2.0
package dev.continuo.doors;

import dev.continuo.annotation.Async;
import dev.continuo.weaver.Weaver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The little program of the test resources, and the jars a user of it has. */
public final class Program {

  public static final String OUTPUT =
      """
      hello record
      HELLO LAMBDA
      hello nested
      hello local
      hello anonymous
      hello async lambda
      """;

  public static final Path MAIN = resource("main");
  public static final Path TEST = resource("test");
  public static final Path REFUSED = resource("refused");
  public static final Path WARNED = resource("warned");
  public static final Path DROPPED = resource("dropped");
  public static final Path INSPECTED = resource("inspected");

  private Program() {}

  /** The jar of the agent, or its folder of classes before it is packaged. */
  public static Path agent() {
    return placeOf(Weaver.class);
  }

  public static Path annotation() {
    return placeOf(Async.class);
  }

  public static Path runtime() {
    return placeOf("dev.continuo.spi.Woven");
  }

  public static String modulePath() {
    return Command.path(runtime(), annotation(), placeOf("org.jspecify.annotations.NullMarked"));
  }

  /** A class path to compile with, on which javac also finds the processor and the plugin. */
  public static String compileClassPath() {
    return Command.path(runtime(), processorPath());
  }

  /** The annotation's jar brings all it needs; its folder of classes needs what is beside it. */
  public static String processorPath() {
    return Files.isDirectory(annotation())
        ? Command.path(annotation(), System.getProperty("java.class.path"))
        : annotation().toString();
  }

  public static List<String> sources(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.map(Path::toString).filter(f -> f.endsWith(".java")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Compiles the program without weaving it. */
  public static Path compileUnwoven(Path output) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("-cp", compileClassPath(), "-proc:none", "-Xplugin:Continuo off"));
    arguments.addAll(List.of("-d", output.toString()));
    arguments.addAll(sources(MAIN));
    Command javac = Command.jdk(output.getParent(), "javac", arguments);
    if (javac.status() != 0) {
      throw new IllegalStateException(javac.output());
    }
    return output;
  }

  public static Command run(Path folder, Path classes) {
    return Command.java(folder, "-cp", Command.path(classes, runtime()), "demo.Main");
  }

  /** All files below a folder, by their path in it. */
  public static Map<String, byte[]> files(Path folder) {
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(folder.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }

  public static List<String> unwoven(Path folder) {
    return files(folder).entrySet().stream()
        .filter(file -> Weaver.mayNeedWeaving(file.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static Path resource(String name) {
    try {
      return Path.of(Program.class.getResource("/program/" + name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Path placeOf(String type) {
    try {
      return placeOf(Class.forName(type));
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  public static Path placeOf(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
