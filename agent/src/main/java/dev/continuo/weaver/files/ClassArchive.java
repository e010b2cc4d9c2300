// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver.files;

import dev.continuo.weaver.ClassFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * A jar, rewritten with all its entries in their order, each with its time, comment, extra data and
 * way of storage. The manifest stays first, where tools look for it.
 */
final class ClassArchive {

  private static final Pattern SIGNATURE =
      Pattern.compile("META-INF/[^/]+\\.(SF|RSA|DSA|EC)", Pattern.CASE_INSENSITIVE);

  private final Path jar;
  private final Predicate<String> included;

  /** What was woven, by the path of the class; all of it is known before anything is written. */
  private final Map<String, Attempt.Woven> woven = new LinkedHashMap<>();

  ClassArchive(Path jar, Predicate<String> included) {
    this.jar = jar;
    this.included = included;
  }

  Summary weave() throws IOException {
    try (ZipFile archive = new ZipFile(jar.toFile())) {
      Summary summary = weaveClasses(archive);
      if (!woven.isEmpty()) {
        refuseSigned(archive);
        WholeFile.replace(jar, path -> write(archive, path));
      }
      return summary;
    }
  }

  private Summary weaveClasses(ZipFile archive) throws IOException {
    Summary summary = Summary.NOTHING;
    for (ZipEntry entry : entries(archive)) {
      String path = entry.getName();
      if (!entry.isDirectory() && included.test(path)) {
        Attempt attempt = Attempt.weave(FileWeaver.nameOf(path), read(archive, entry));
        summary = summary.plus(Summary.of(attempt));
        if (attempt instanceof Attempt.Woven result) {
          woven.put(path, result);
        }
      }
    }
    return summary;
  }

  private void refuseSigned(ZipFile archive) throws IOException {
    for (ZipEntry entry : entries(archive)) {
      if (SIGNATURE.matcher(entry.getName()).matches()) {
        throw new IOException(
            jar
                + " is signed ("
                + entry.getName()
                + ") and weaving would break the signature; weave before signing, or use the agent");
      }
    }
  }

  private void write(ZipFile archive, Path path) throws IOException {
    Set<String> frames = new HashSet<>();
    woven.forEach((place, result) -> result.frames().forEach(f -> frames.add(beside(place, f))));
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(path))) {
      out.setComment(archive.getComment());
      for (ZipEntry entry : entries(archive)) {
        if (!frames.contains(entry.getName())) {
          write(archive, entry, out);
        }
      }
    }
  }

  private void write(ZipFile archive, ZipEntry entry, ZipOutputStream out) throws IOException {
    Attempt.Woven result = woven.get(entry.getName());
    if (result == null) {
      write(out, entry, entry.getName(), read(archive, entry));
      return;
    }
    for (ClassFile frame : result.frames()) {
      write(out, entry, beside(entry.getName(), frame), frame.bytes());
    }
    write(out, entry, entry.getName(), result.woven().bytes());
  }

  private static void write(ZipOutputStream out, ZipEntry like, String name, byte[] content)
      throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTime(like.getTime());
    entry.setMethod(like.getMethod());
    entry.setComment(like.getComment());
    entry.setExtra(like.getExtra());
    if (like.getMethod() == ZipEntry.STORED) {
      CRC32 crc = new CRC32();
      crc.update(content);
      entry.setSize(content.length);
      entry.setCrc(crc.getValue());
    }
    out.putNextEntry(entry);
    out.write(content);
    out.closeEntry();
  }

  /** A frame class lies beside its class, also below {@code META-INF/versions} and the like. */
  private static String beside(String path, ClassFile frame) {
    String name = frame.internalName();
    return path.substring(0, path.lastIndexOf('/') + 1)
        + name.substring(name.lastIndexOf('/') + 1)
        + ".class";
  }

  private static byte[] read(ZipFile archive, ZipEntry entry) throws IOException {
    try (InputStream in = archive.getInputStream(entry)) {
      return in.readAllBytes();
    }
  }

  private static Iterable<ZipEntry> entries(ZipFile archive) {
    return () -> archive.stream().map(ZipEntry.class::cast).iterator();
  }
}
