// SPDX-License-Identifier: Apache-2.0
package dev.continuo.samples;

import static com.google.common.truth.Truth.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Each sample of the outside world, run as it is run by hand, to its end. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class SamplesTest {

  @TempDir Path folder;

  @Test
  void theEchoClientTalksToAServerOfItsOwn() throws Exception {
    try (SampleProcess client = SampleProcess.start("EchoClient")) {
      assertThat(client.end())
          .containsExactly(
              "sent: hello",
              "sent: is there anybody?",
              "sent: good-bye",
              "echo: hello",
              "echo: is there anybody?",
              "echo: good-bye",
              "exit 0");
    }
  }

  @Test
  void theEchoClientTalksToTheEchoServerWhichEndsAtASignal() throws Exception {
    try (SampleProcess server = SampleProcess.start("EchoServer", "0")) {
      int port = server.port();
      try (SampleProcess client = SampleProcess.start("EchoClient", "" + port);
          Socket idle = SampleProcess.connect(port)) {
        client.type("one\ntwo\n");
        assertThat(client.end()).containsExactly("echo: one", "echo: two", "exit 0").inOrder();
        assertThat(server.interrupt().end())
            .containsExactly("Talk to it with the sample EchoClient, or nc.", "exit 143")
            .inOrder();
        assertThat(idle.getInputStream().read()).isEqualTo(-1);
      }
    }
  }

  @Test
  void thePortScannerFindsItsOwnServer() throws Exception {
    try (SampleProcess scanner = SampleProcess.start("PortScanner")) {
      int port = scanner.port();
      List<String> lines = scanner.end();
      assertThat(lines).contains("port " + port + " is open");
      assertThat(lines.get(lines.size() - 1)).isEqualTo("exit 0");
    }
  }

  @Test
  void thePortScannerSaysHowManyAreOpen() throws Exception {
    try (SampleProcess scanner = SampleProcess.start("PortScanner", "127.0.0.1", "1", "1")) {
      assertThat(scanner.end())
          .containsExactly("127.0.0.1: 0 of the ports 1 to 1 are open", "exit 0")
          .inOrder();
    }
  }

  @Test
  void thePipelineCountsWords() throws Exception {
    try (SampleProcess pipeline = SampleProcess.start("Pipeline")) {
      List<String> lines = pipeline.end();
      assertThat(lines.stream().map(String::strip).toList())
          .containsExactly(
              "4 woodchuck",
              "4 wood",
              "4 a",
              "3 chuck",
              "2 would",
              "2 much",
              "2 if",
              "2 could",
              "2 as",
              "1 how",
              "exit 0");
    }
  }

  @Test
  void thePipelineHoldsMoreThanThePipesDo() throws Exception {
    String text = "so much more than fits into a pipe\n".repeat(4_000);
    Path file = Files.write(folder.resolve("text"), text.getBytes(UTF_8));
    try (SampleProcess pipeline = SampleProcess.start("Pipeline", file.toString())) {
      List<String> lines = pipeline.end();
      assertThat(lines).hasSize(9);
      assertThat(lines.get(0).strip()).isEqualTo("4000 than");
      assertThat(lines.get(8)).isEqualTo("exit 0");
    }
  }

  @Test
  void theFileServerServesUntilASignal() throws Exception {
    Files.writeString(folder.resolve("index.html"), "<p>hello");
    try (SampleProcess server = SampleProcess.start("StaticFiles", folder.toString(), "0");
        Socket client = SampleProcess.connect(server.port())) {
      client.getOutputStream().write("GET / HTTP/1.0\r\n\r\n".getBytes(UTF_8));
      String answer = new String(client.getInputStream().readAllBytes(), UTF_8);
      assertThat(answer).startsWith("HTTP/1.1 200 OK\r\n");
      assertThat(answer).endsWith("\r\n\r\n<p>hello");
      assertThat(server.interrupt().end()).containsExactly("exit 143");
    }
  }
}
