// SPDX-License-Identifier: Apache-2.0
package dev.continuo.others;

import static com.google.common.truth.Truth.assertThat;

import dev.continuo.doors.Program;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** Each jar carries our licence, and a jar with the classes of others, relocated, also theirs. */
final class LicencesIT {

  @Test
  void theAgentCarriesThatOfAsm() throws IOException {
    assertThat(text(Program.agent(), "dev/continuo/weaver/asm/ClassReader.class")).isNotEmpty();
    carriesOurs(Program.agent());
    carriesThatOfAsm(Program.agent());
  }

  @Test
  void theAnnotationCarriesThoseOfAsmAndJavaParser() throws IOException {
    Path jar = Program.annotation();
    carriesOurs(jar); // which is JavaParser's too
    carriesThatOfAsm(jar);
    assertThat(text(jar, "META-INF/NOTICE")).contains("contains JavaParser");
  }

  @Test
  void theRuntimeCarriesThatOfTlsChannel() throws IOException {
    carriesOurs(Program.runtime());
    assertThat(text(Program.runtime(), "META-INF/NOTICE")).contains("contains tls-channel");
    String licence = text(Program.runtime(), "META-INF/LICENSE-tls-channel.txt");
    assertThat(licence).contains("MIT License\n\nCopyright (c) [2015-2021] all contributors\n");
    assertThat(licence).contains("Permission is hereby granted, free of charge");
    assertThat(licence).contains("THE SOFTWARE IS PROVIDED \"AS IS\"");
  }

  private static void carriesOurs(Path jar) throws IOException {
    assertThat(text(jar, "META-INF/LICENSE")).isEqualTo(Files.readString(Path.of("../LICENSE")));
    assertThat(text(jar, "META-INF/NOTICE")).startsWith("Continuo\nLicensed under the Apache");
  }

  private static void carriesThatOfAsm(Path jar) throws IOException {
    assertThat(text(jar, "META-INF/NOTICE")).contains("contains ASM");
    String licence = text(jar, "META-INF/LICENSE-asm.txt");
    assertThat(licence).contains("Copyright (c) 2000-2011 INRIA, France Telecom\n");
    assertThat(licence).contains("Redistributions in binary form must reproduce the above");
    assertThat(licence).contains("THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS");
  }

  private static String text(Path jar, String name) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      ZipEntry entry = file.getEntry(name);
      assertThat(entry).isNotNull();
      try (InputStream in = file.getInputStream(entry)) {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
      }
    }
  }
}
