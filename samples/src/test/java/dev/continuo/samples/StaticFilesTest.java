// SPDX-License-Identifier: Apache-2.0
package dev.continuo.samples;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import dev.continuo.io.ServerOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests of all kinds, byte by byte. */
@Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class StaticFilesTest {

  private static final Duration LONG = Duration.ofMinutes(1);
  private static final String HOST = "\r\nHost: localhost\r\n\r\n";
  private static final byte[] LARGE = new byte[5_000_000];

  @TempDir Path parent;
  private Path folder;

  @BeforeEach
  void makeFiles() throws IOException {
    new Random(1).nextBytes(LARGE);
    folder = Files.createDirectories(parent.resolve("site/sub folder")).getParent();
    Files.writeString(parent.resolve("secret.txt"), "secret");
    Files.writeString(folder.resolve("index.html"), "<p>index");
    Files.writeString(folder.resolve("sub folder/index.html"), "<p>sub");
    Files.writeString(folder.resolve("sub folder/a+b.css"), "p {}");
    Files.write(folder.resolve("large.bin"), LARGE);
    Files.createFile(folder.resolve("empty.txt"));
  }

  private void serve(Served.Test test) {
    Served.by(folder, LONG, ServerOptions.defaults(), test);
  }

  @Test
  void filesHaveTheirTypesAndTheConnectionIsKept() {
    serve(
        port -> {
          try (HttpClient client = HttpClient.to(port)) {
            HttpClient.Answer index = client.ask("GET / HTTP/1.1" + HOST);
            assertThat(index.text()).isEqualTo("<p>index");
            assertThat(index.head()).contains("\r\nContent-Type: text/html\r\n");
            HttpClient.Answer css = client.ask("GET /sub%20folder/a+b.css?v=1%zz HTTP/1.1" + HOST);
            assertThat(css.text()).isEqualTo("p {}");
            assertThat(css.head()).contains("\r\nContent-Type: text/css\r\n");
            assertThat(client.ask("GET /sub%20folder/ HTTP/1.1" + HOST).text()).isEqualTo("<p>sub");
            assertThat(client.ask("GET /empty.txt HTTP/1.1" + HOST).body()).isEmpty();
            HttpClient.Answer large = client.ask("GET /large.bin HTTP/1.1" + HOST);
            assertThat(large.body()).isEqualTo(LARGE);
            assertThat(large.head()).contains("\r\nContent-Type: application/octet-stream\r\n");
            HttpClient.Answer absolute =
                client.ask("GET http://localhost/%69ndex.html HTTP/1.1" + HOST);
            assertThat(absolute.text()).isEqualTo("<p>index");
          }
        });
  }

  @Test
  void aHeadIsAllOfTheAnswerButTheBody() {
    serve(
        port -> {
          try (HttpClient client = HttpClient.to(port)) {
            String head = client.ask("HEAD /large.bin HTTP/1.1" + HOST).head();
            assertThat(head).contains("\r\nContent-Length: 5000000\r\n");
            assertThat(client.ask("GET /large.bin HTTP/1.1" + HOST).head()).isEqualTo(head);
          }
        });
  }

  @Test
  void requestsMayBeSentAllAtOnceOrInPieces() {
    serve(
        port -> {
          try (HttpClient client = HttpClient.to(port)) {
            client.send(("GET / HTTP/1.1" + HOST + "HEAD /large.bin HTTP/1.1" + HOST).repeat(50));
            for (int i = 0; i < 50; i++) {
              assertThat(client.answer(true).text()).isEqualTo("<p>index");
              assertThat(client.answer(false).status()).isEqualTo("200");
            }
            for (char c : ("GET / HTTP/1.1" + HOST).toCharArray()) {
              client.send(String.valueOf(c));
            }
            assertThat(client.answer(true).text()).isEqualTo("<p>index");
          }
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.0" + "\r\n\r\n", "1.1\r\nConnection: close" + HOST})
  void theConnectionEndsIfTheClientWantsThat(String end) {
    serve(
        port -> {
          try (HttpClient client = HttpClient.to(port)) {
            HttpClient.Answer answer = client.ask("GET / HTTP/" + end);
            assertThat(answer.text()).isEqualTo("<p>index");
            assertThat(answer.head()).contains("\r\nConnection: close\r\n");
            assertThat(client.isAtEnd()).isTrue();
          }
        });
  }

  @Test
  void nothingOutsideOfTheFolderIsServed() throws IOException {
    Files.createSymbolicLink(folder.resolve("link.txt"), parent.resolve("secret.txt"));
    List<String> paths =
        List.of(
            "/../secret.txt",
            "/%2e%2e/secret.txt",
            "/..%2fsecret.txt",
            "/sub%20folder/../../secret.txt",
            "//../secret.txt",
            "/./../secret.txt",
            "/link.txt",
            "/../site/../secret.txt",
            "/" + parent.resolve("secret.txt"),
            "/..",
            "/../",
            "/sub%20folder",
            "/missing",
            "/index.html/",
            "/index.html/../../secret.txt",
            "/%252e%252e/secret.txt");
    serve(
        port -> {
          try (HttpClient client = HttpClient.to(port)) {
            for (String path : paths) {
              HttpClient.Answer answer = client.ask("GET " + path + " HTTP/1.1" + HOST);
              assertWithMessage(path).that(answer.status()).isEqualTo("404");
              assertWithMessage(path).that(answer.text()).doesNotContain("secret");
            }
            assertThat(client.ask("GET / HTTP/1.1" + HOST).status()).isEqualTo("200");
          }
        });
  }

  @Test
  void whatIsMalformedIsRefusedAndTheConnectionEnds() {
    List<String> requests =
        List.of(
            "GET / HTTP/1.1\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
            "GET /%zz HTTP/1.1" + HOST,
            "GET /%00 HTTP/1.1" + HOST,
            "GET /% HTTP/1.1" + HOST,
            "GET  / HTTP/1.1" + HOST,
            "GET / HTTP/2.0" + HOST,
            "GET /" + HOST,
            "get / HTTP/1.1" + HOST,
            "GET / HTTP/1.1\r\nno colon" + HOST,
            "GET / HTTP/1.1\r\n folded: 1" + HOST,
            "GET / HTTP/1.1\r\nspace : 1" + HOST,
            "GET / HTTP/1.1\r\na: \u0001" + HOST,
            "GET index.html HTTP/1.1" + HOST,
            "\r\n\r\n",
            "\u0016\u0003\u0001 hello\r\n\r\n",
            "GET * HTTP/1.1" + HOST);
    serve(
        port -> {
          for (String request : requests) {
            try (HttpClient client = HttpClient.to(port)) {
              assertWithMessage(request).that(client.ask(request).status()).isEqualTo("400");
              assertWithMessage(request).that(client.isAtEnd()).isTrue();
            }
          }
        });
  }

  @Test
  void otherMethodsAreNotAllowed() {
    serve(
        port -> {
          try (HttpClient client = HttpClient.to(port)) {
            HttpClient.Answer answer = client.ask("DELETE /index.html HTTP/1.1" + HOST);
            assertThat(answer.status()).isEqualTo("405");
            assertThat(answer.head()).contains("\r\nAllow: GET, HEAD\r\n");
            String body = "\r\nContent-Length: 36\r\n\r\nGET / HTTP/1.1\r\nHost: smuggled\r\n\r\n";
            assertThat(client.ask("POST / HTTP/1.1\r\nHost: localhost" + body).status())
                .isEqualTo("405");
            assertThat(client.isAtEnd()).isTrue();
          }
        });
  }

  @Test
  void aHeadMayNotBeTooLarge() {
    serve(
        port -> {
          try (HttpClient client = HttpClient.to(port)) {
            String request = "GET / HTTP/1.1\r\na: " + "b".repeat(100_000) + HOST;
            assertThat(client.ask(request).status()).isEqualTo("431");
            assertThat(client.isAtEnd()).isTrue();
          }
        });
  }

  @Test
  void whoSendsNoWholeRequestIsNotWaitedFor() {
    Served.by(
        folder,
        Duration.ofMillis(300),
        ServerOptions.defaults(),
        port -> {
          try (HttpClient silent = HttpClient.to(port);
              HttpClient slow = HttpClient.to(port)) {
            slow.send("GET / HTTP/1.1\r\nHost: loc");
            assertThat(slow.isAtEnd()).isTrue();
            assertThat(silent.isAtEnd()).isTrue();
          }
        });
  }

  @Test
  void whoDoesNotTakeTheAnswerIsNotWaitedFor() {
    Served.by(
        folder,
        Duration.ofMillis(300),
        ServerOptions.defaults(),
        port -> {
          try (HttpClient client = HttpClient.to(port)) {
            client.send(("GET /large.bin HTTP/1.1" + HOST).repeat(20));
            // Others are served meanwhile, and the server ends: it waits for no connection.
            try (HttpClient other = HttpClient.to(port)) {
              assertThat(other.ask("GET / HTTP/1.1" + HOST).status()).isEqualTo("200");
            }
            assertThat(whatCameBeforeTheReset(client)).isLessThan(20 * 5_000_000L);
          }
        });
  }

  private static long whatCameBeforeTheReset(HttpClient client) throws Exception {
    // It reads nothing until the server has given up, which shows as a failure to write.
    try {
      while (true) {
        client.send("GET / HTTP/1.1" + HOST);
      }
    } catch (IOException e) {
      return 0;
    }
  }
}
