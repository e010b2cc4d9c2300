// SPDX-License-Identifier: Apache-2.0
package dev.continuo.samples;

import static com.google.common.truth.Truth.assertThat;

import dev.continuo.io.ServerOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The file server with clients that people use: curl, and a browser. */
@Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class StaticFilesPeersTest {

  private static final Path SITE = Path.of("site");
  private static final Duration LONG = Duration.ofMinutes(1);

  @TempDir Path folder;

  private static String curl(String curl, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(curl, "-sS", "--max-time", "120"));
    command.addAll(List.of(arguments));
    return Programs.run(command);
  }

  @Test
  void curlFetchesOverOneConnection() throws Exception {
    String curl = Programs.find("curl");
    byte[] large = new byte[20_000_000];
    new Random(2).nextBytes(large);
    Files.write(folder.resolve("large.bin"), large);
    Path copy = folder.resolve("copy.bin");
    Served.by(
        folder,
        LONG,
        ServerOptions.defaults(),
        port -> {
          String url = "http://127.0.0.1:" + port + "/";
          String format = "%{http_code} %{num_connects}\n";
          String printed =
              curl(curl, "-w", format, "-o", copy.toString(), url + "large.bin", url + "missing");
          assertThat(printed).isEqualTo("200 1\n404 0\n");
          assertThat(Files.readAllBytes(copy)).isEqualTo(large);
          assertThat(curl(curl, "-I", url + "large.bin")).contains("Content-Length: 20000000");
          assertThat(curl(curl, "--path-as-is", "-w", "%{http_code}", url + "../large.bin"))
              .isEqualTo("404");
          assertThat(curl(curl, "--http1.0", "-w", "%{http_code}", "-d", "a=b", url))
              .isEqualTo("405");
        });
  }

  @Test
  void curlFetchesOverTlsAndChecksTheCertificate() throws Exception {
    String curl = Programs.find("curl");
    Path keys = Programs.keyStore(folder);
    String certificate = Programs.certificate(keys).toString();
    Served.by(
        SITE,
        LONG,
        ServerOptions.defaults().ssl(Tls.context(keys)),
        port -> {
          String url = "https://localhost:" + port + "/";
          String page = curl(curl, "--cacert", certificate, "-4", url, url + "style.css");
          assertThat(page)
              .isEqualTo(
                  Files.readString(SITE.resolve("index.html"))
                      + Files.readString(SITE.resolve("style.css")));
        });
  }

  @Test
  void aBrowserLoadsThePageWithItsStyleScriptAndImage() throws Exception {
    String browser = Programs.find("chromium", "chromium-browser", "google-chrome");
    Path profile = Files.createTempDirectory("profile");
    Served.by(
        SITE,
        LONG,
        ServerOptions.defaults(),
        port -> {
          String flags =
              "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run"
                  + " --disable-background-networking --disable-component-update --disable-sync"
                  + " --dump-dom";
          List<String> command =
              Stream.of(
                      Stream.of(browser),
                      Stream.of(flags.split(" ")),
                      Stream.of("--user-data-dir=" + profile, "http://127.0.0.1:" + port + "/"))
                  .flatMap(part -> part)
                  .toList();
          assertThat(Programs.run(command))
              .contains("The script runs; color rgb(20, 40, 60), image 64 wide.");
        });
    // As far as that is possible: its helpers may write a little longer than it runs.
    try (Stream<Path> files = Files.walk(profile)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    }
  }
}
