// SPDX-License-Identifier: Apache-2.0
package dev.continuo.benchmarks.startup;

import dev.continuo.Asyncio;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Starts and compiles an application of 5,000 classes, 50 of which have coroutine methods, with and
 * without us, in turns: medians of wall time and of processor time.
 *
 * <p>System properties: {@code continuo.agent} and {@code continuo.processor}, the jars; {@code
 * startup.rounds}.
 */
public final class Startup {

  private static final int ROUNDS = Integer.getInteger("startup.rounds", 5);

  private record Cost(double wallMillis, double cpuMillis) {}

  /** Something measured without us and with us. */
  private record Pair(String title, List<String> without, List<String> with) {}

  private final Path folder;
  private final Path agent = jar("continuo.agent");
  private final Path processor = jar("continuo.processor");
  private final Path runtime;

  private Startup(Path folder) {
    this.folder = folder;
    try {
      runtime = Path.of(Asyncio.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Path jar(String property) {
    String jar = System.getProperty(property);
    if (jar == null || !Files.exists(Path.of(jar))) {
      throw new IllegalStateException(
          "the system property " + property + " must name the jar, got " + jar);
    }
    return Path.of(jar);
  }

  /** Measures in {@code folder}, where the application is left: a table, as Markdown. */
  public static String measure(Path folder) throws IOException {
    return new Startup(folder).measure();
  }

  private String measure() throws IOException {
    Application.writeSources(folder.resolve("src"));
    List<String> sources = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder.resolve("src"))) {
      files.map(Path::toString).filter(f -> f.endsWith(".java")).forEach(sources::add);
    }
    Path list = Files.write(folder.resolve("sources"), sources);
    // An empty path: javac would find our plugin, which starts by itself, on the class path.
    String none = Files.createDirectories(folder.resolve("none")).toString();
    List<String> plain = javac(list, "plain", "-proc:none", "-processorpath", none);
    run(plain);
    Path jar = pack(folder.resolve("plain"));
    List<String> off = app(jar);
    List<String> on = app(jar, "-javaagent:" + agent);
    List<String> woven =
        javac(list, "woven", "-processorpath", processor.toString(), "-Xplugin:Continuo");
    StringBuilder text =
        new StringBuilder("| 5,000 classes | without, ms | with, ms | ratio | CPU ratio |\n");
    text.append("| --- | --- | --- | --- | --- |\n");
    text.append(row(new Pair("start with -javaagent", off, on)));
    text.append(row(new Pair("javac with the processor", plain, woven)));
    return text.toString();
  }

  private static String row(Pair pair) throws IOException {
    List<Cost> without = new ArrayList<>();
    List<Cost> with = new ArrayList<>();
    for (int i = 0; i < ROUNDS; i++) {
      without.add(run(pair.without));
      with.add(run(pair.with));
      System.err.println(pair.title + ": " + without.get(i) + ", with us " + with.get(i));
    }
    Cost before = median(without);
    Cost after = median(with);
    return String.format(
        Locale.ROOT,
        "| %s | %,.0f (CPU %,.0f) | %,.0f (CPU %,.0f) | %.2f | %.2f |%n",
        pair.title,
        before.wallMillis,
        before.cpuMillis,
        after.wallMillis,
        after.cpuMillis,
        after.wallMillis / before.wallMillis,
        after.cpuMillis / before.cpuMillis);
  }

  private static Cost median(List<Cost> costs) {
    double[] wall = costs.stream().mapToDouble(Cost::wallMillis).sorted().toArray();
    double[] cpu = costs.stream().mapToDouble(Cost::cpuMillis).sorted().toArray();
    return new Cost(wall[wall.length / 2], cpu[cpu.length / 2]);
  }

  private List<String> app(Path jar, String... options) {
    List<String> command = new ArrayList<>(List.of(tool("java"), "-Xms512m", "-Xmx512m"));
    command.addAll(Arrays.asList(options));
    command.addAll(List.of("-cp", path(jar, runtime, processor), Application.MAIN));
    return command;
  }

  private List<String> javac(Path list, String into, String... options) {
    List<String> command = new ArrayList<>(List.of(tool("java"), "-Xms1g", "-Xmx1g", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.addAll(List.of(Compilation.class.getName(), "-nowarn", "-d"));
    command.add(folder.resolve(into).toString());
    command.addAll(List.of("-cp", path(runtime, processor)));
    command.addAll(Arrays.asList(options));
    command.add("@" + list);
    return command;
  }

  private static String path(Path... entries) {
    return String.join(
        System.getProperty("path.separator"), Stream.of(entries).map(Path::toString).toList());
  }

  private static String tool(String name) {
    return Path.of(System.getProperty("java.home"), "bin", name).toString();
  }

  private static Path pack(Path classes) {
    Path jar = classes.resolveSibling("app.jar");
    var tool = java.util.spi.ToolProvider.findFirst("jar").orElseThrow();
    int failed =
        tool.run(System.out, System.err, "cf", jar.toString(), "-C", classes.toString(), ".");
    if (failed != 0) {
      throw new UncheckedIOException(new IOException("cannot pack " + jar));
    }
    return jar;
  }

  /** The last line of the output is the processor time in nanoseconds. */
  private static Cost run(List<String> command) throws IOException {
    long begin = System.nanoTime();
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    List<String> output = process.inputReader().lines().toList();
    if (process.onExit().join().exitValue() != 0) {
      throw new IOException("failed: " + command);
    }
    double cpu = Long.parseLong(output.get(output.size() - 1)) / 1e6;
    return new Cost((System.nanoTime() - begin) / 1e6, cpu);
  }
}
