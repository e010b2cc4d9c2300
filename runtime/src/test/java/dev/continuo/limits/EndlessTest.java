// SPDX-License-Identifier: Apache-2.0
package dev.continuo.limits;

import static com.google.common.truth.Truth.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EndlessTest {
  /** Hard cases 63 and 64. What grew by 16 bytes at an await would not end in this heap. */
  @Test
  void aMillionAwaitsNeedNoMoreHeapAndStackThanOne() throws Exception {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx16m",
                "-Xss512k",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Endless.class.getName())
            .redirectErrorStream(true)
            .start();
    String output = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    List<String> counted =
        Stream.of(
                "complete futures",
                "complete calls",
                "pending futures",
                "pending calls",
                "one long pending",
                "timers",
                "elements",
                "failures")
            .map(loop -> loop + " " + Endless.TIMES)
            .toList();
    assertThat(output.lines().toList()).containsExactlyElementsIn(counted).inOrder();
    assertThat(child.waitFor()).isEqualTo(0);
  }
}
