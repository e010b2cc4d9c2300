// SPDX-License-Identifier: Apache-2.0
package dev.continuo.doors;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import dev.continuo.agent.AgentDoor;
import dev.continuo.weaver.files.FileWeaver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One weaver, three doors: the bytes are the same whichever door they came through. */
final class SameBytesTest {

  @TempDir Path folder;

  @Test
  void javacTheAgentAndTheFolderWeaverGiveTheSameBytes() throws IOException {
    Path unwoven = Program.compileUnwoven(Files.createDirectory(folder.resolve("unwoven")));
    Map<String, byte[]> byAgent = AgentDoor.weave(Program.files(unwoven));
    Map<String, byte[]> byJavac = Program.files(compile());
    new FileWeaver().weave(unwoven);
    Map<String, byte[]> byFolder = Program.files(unwoven);

    assertThat(byFolder.size()).isGreaterThan(12);
    assertSame(byFolder, byAgent);
    assertSame(byFolder, byJavac);
  }

  private Path compile() throws IOException {
    Path output = Files.createDirectory(folder.resolve("javac"));
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("-cp", Program.compileClassPath(), "-d", output.toString()));
    arguments.addAll(List.of("-processorpath", Program.processorPath()));
    arguments.addAll(Program.sources(Program.MAIN));
    Command javac = Command.jdk(folder, "javac", arguments);
    assertWithMessage(javac.output()).that(javac.status()).isEqualTo(0);
    return output;
  }

  static void assertSame(Map<String, byte[]> expected, Map<String, byte[]> actual) {
    assertThat(actual.keySet()).containsExactlyElementsIn(expected.keySet());
    actual.forEach(
        (path, bytes) -> assertWithMessage(path).that(bytes).isEqualTo(expected.get(path)));
  }
}
