// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver.files;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.continuo.weaver.Weaver;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileWeaverTest {

  private static final long TIME = 1_600_000_000_000L;

  @TempDir Path folder;

  @Test
  void frameClassesLieBesideTheWovenClass() throws IOException {
    write("demo/Main.class", SampleClass.async("demo/Main"));
    write("demo/Plain.class", SampleClass.plain("demo/Plain"));

    Summary summary = new FileWeaver().weave(folder);

    assertThat(summary.toString()).isEqualTo("wove 1 of 2 classes");
    assertThat(summary.problems()).isEmpty();
    assertThat(Weaver.mayNeedWeaving(read("demo/Main.class"))).isFalse();
    assertThat(namesIn("demo").stream().filter(name -> name.startsWith("Main$")).count())
        .isEqualTo(1);
    assertThat(read("demo/Plain.class")).isEqualTo(SampleClass.plain("demo/Plain"));
  }

  @Test
  void weavingTwiceChangesNothing() throws IOException {
    write("demo/Main.class", SampleClass.async("demo/Main"));
    new FileWeaver().weave(folder);
    byte[] once = read("demo/Main.class");

    Summary again = new FileWeaver().weave(folder);

    assertThat(again.woven()).isEqualTo(0);
    assertThat(read("demo/Main.class")).isEqualTo(once);
  }

  @Test
  void aRefusedClassStaysAsItWasAndTheOthersAreWoven() throws IOException {
    write("demo/A.class", SampleClass.refused("demo/A"));
    write("demo/B.class", SampleClass.async("demo/B"));

    Summary summary = new FileWeaver().weave(folder);

    assertThat(summary.woven()).isEqualTo(1);
    assertThat(summary.problems()).hasSize(1);
    assertThat(summary.problems().get(0).message()).startsWith("demo.A.locked(Sample.java");
    assertThat(read("demo/A.class")).isEqualTo(SampleClass.refused("demo/A"));
    assertThat(namesIn("demo").stream().filter(name -> name.startsWith("A$")).toList()).isEmpty();
  }

  @Test
  void whatIsNoClassFileIsLeftAlone() throws IOException {
    write("demo/Odd.class", "no class file".getBytes(StandardCharsets.UTF_8));

    assertThat(new FileWeaver().weave(folder).toString()).isEqualTo("wove 0 of 1 class");
  }

  @Test
  void onlyIncludedClassesAreWoven() throws IOException {
    write("demo/A.class", SampleClass.async("demo/A"));
    write("demo/B.class", SampleClass.async("demo/B"));

    Summary summary = new FileWeaver(path -> path.equals("demo/B.class")).weave(folder);

    assertThat(summary.toString()).isEqualTo("wove 1 of 1 class");
    assertThat(read("demo/A.class")).isEqualTo(SampleClass.async("demo/A"));
  }

  @Test
  void aMissingFolderIsSaidToBeMissing() {
    assertThrows(NoSuchFileException.class, () -> new FileWeaver().weave(folder.resolve("absent")));
  }

  @Test
  void aJarKeepsTheOrderTheTimesAndTheWayOfStorage() throws IOException {
    Path jar = jar("META-INF/MANIFEST.MF", "z.txt", "demo/Main.class", "a.txt");

    Summary summary = new FileWeaver().weave(jar);

    assertThat(summary.toString()).isEqualTo("wove 1 of 1 class");
    try (ZipFile woven = new ZipFile(jar.toFile())) {
      List<String> names = woven.stream().map(ZipEntry::getName).toList();
      assertThat(names).hasSize(5);
      assertThat(names.subList(0, 2)).containsExactly("META-INF/MANIFEST.MF", "z.txt").inOrder();
      assertThat(names.get(2)).startsWith("demo/Main$");
      assertThat(names.subList(3, 5)).containsExactly("demo/Main.class", "a.txt").inOrder();
      assertThat(woven.stream().map(ZipEntry::getTime).distinct().toList()).containsExactly(TIME);
      assertThat(woven.getEntry("z.txt").getMethod()).isEqualTo(ZipEntry.STORED);
      assertThat(woven.getEntry("demo/Main.class").getMethod()).isEqualTo(ZipEntry.DEFLATED);
      try (InputStream in = woven.getInputStream(woven.getEntry("demo/Main.class"))) {
        assertThat(Weaver.mayNeedWeaving(in.readAllBytes())).isFalse();
      }
    }
    assertThat(namesIn("")).containsExactly("app.jar");
  }

  @Test
  void classesOfAMultiReleaseJarAreWovenWhereTheyLie() throws IOException {
    Path jar = jar("META-INF/versions/21/demo/Main.class");

    new FileWeaver().weave(jar);

    try (ZipFile woven = new ZipFile(jar.toFile())) {
      assertThat(woven.size()).isEqualTo(2);
      assertThat(woven.stream().allMatch(e -> e.getName().startsWith("META-INF/versions/21/demo/")))
          .isTrue();
    }
  }

  @Test
  void aSignedJarIsRefusedAndLeftAsItWas() throws IOException {
    Path jar = jar("META-INF/MANIFEST.MF", "META-INF/KEY.SF", "demo/Main.class");
    byte[] before = Files.readAllBytes(jar);

    IOException refusal = assertThrows(IOException.class, () -> new FileWeaver().weave(jar));

    assertThat(refusal)
        .hasMessageThat()
        .isEqualTo(
            jar.toRealPath()
                + " is signed (META-INF/KEY.SF) and weaving would break the signature;"
                + " weave before signing, or use the agent");
    assertThat(Files.readAllBytes(jar)).isEqualTo(before);
  }

  private Path jar(String... names) throws IOException {
    Path jar = folder.resolve("app.jar");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
      for (String name : names) {
        boolean isClass = name.endsWith(".class");
        byte[] content = isClass ? SampleClass.async("demo/Main") : new byte[] {1, 2, 3};
        ZipEntry entry = new ZipEntry(name);
        entry.setTime(TIME);
        entry.setMethod(isClass ? ZipEntry.DEFLATED : ZipEntry.STORED);
        if (!isClass) {
          CRC32 crc = new CRC32();
          crc.update(content);
          entry.setSize(content.length);
          entry.setCrc(crc.getValue());
        }
        out.putNextEntry(entry);
        out.write(content);
        out.closeEntry();
      }
    }
    return jar;
  }

  private void write(String path, byte[] content) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.write(file, content);
  }

  private byte[] read(String path) throws IOException {
    return Files.readAllBytes(folder.resolve(path));
  }

  private List<String> namesIn(String path) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(path))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
