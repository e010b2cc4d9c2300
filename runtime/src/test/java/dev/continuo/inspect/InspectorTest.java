// SPDX-License-Identifier: Apache-2.0
package dev.continuo.inspect;

import static com.google.common.truth.Truth.assertThat;
import static dev.continuo.Asyncio.await;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.continuo.Asyncio;
import dev.continuo.Coroutine;
import dev.continuo.Future;
import dev.continuo.Runner;
import dev.continuo.annotation.Async;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bean, the signal and the web page, each of a loop that runs on another thread. */
class InspectorTest {

  private static final String NAME = "<script>document.title='broken'</script> & \"co\"";

  private final Runner runner = Runner.builder().debug(true).build();
  private final CountDownLatch begun = new CountDownLatch(1);
  private Future<Void> end;
  private Thread thread;

  @Async
  private Coroutine<Void> serves() {
    Asyncio.currentTask().setName(NAME);
    end = new Future<>();
    begun.countDown();
    await(end);
    return Coroutine.done();
  }

  @BeforeEach
  void begin() throws InterruptedException {
    thread = new Thread(() -> runner.run(serves()), "serving");
    thread.start();
    begun.await();
  }

  @AfterEach
  void end() throws InterruptedException {
    end.setResult(null);
    thread.join();
    runner.close();
  }

  @Test
  void theBeanHasTheTreeAndTheTable() throws Exception {
    Inspector.registerBean();
    Inspector.registerBean();
    var server = ManagementFactory.getPlatformMBeanServer();
    ObjectName name = new ObjectName("dev.continuo:type=EventLoops");
    assertThat((int) server.getAttribute(name, "LoopCount")).isAtLeast(1);
    assertThat((int) server.getAttribute(name, "TaskCount")).isAtLeast(1);
    assertThat((String) server.invoke(name, "tree", null, null))
        .contains("(T) '" + NAME + "' waits");
    assertThat((String) server.invoke(name, "table", null, null)).contains(NAME + "  waiting");
  }

  @Test
  void aSignalHasTheTreePrinted() throws Exception {
    Assumptions.assumeTrue(Files.exists(Path.of("/bin/kill")), "SKIPPED: no /bin/kill here");
    CountDownLatch printed = new CountDownLatch(1);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    OutputStream out =
        new OutputStream() {
          @Override
          public void write(int b) {
            bytes.write(b);
            if (b == '\n'
                && bytes.toString(StandardCharsets.UTF_8).contains("InspectorTest.serves")) {
              printed.countDown();
            }
          }
        };
    Inspector.dumpOnSignal("USR1", new PrintStream(out, true, StandardCharsets.UTF_8));
    long pid = ProcessHandle.current().pid();
    new ProcessBuilder("/bin/kill", "-USR1", Long.toString(pid)).inheritIO().start().waitFor();
    assertThat(printed.await(60, TimeUnit.SECONDS)).isTrue();
    assertThat(bytes.toString(StandardCharsets.UTF_8)).contains("on thread 'serving': 1 task");
  }

  @Test
  void aSignalThatTheJvmNeedsIsRefused() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> Inspector.dumpOnSignal("KILL", System.err));
    assertThat(e).hasMessageThat().startsWith("cannot catch the signal 'KILL': ");
    assertThat(e).hasMessageThat().endsWith("; use another, as USR1 or HUP");
    e =
        assertThrows(
            IllegalArgumentException.class, () -> Inspector.dumpOnSignal("SIGNOPE", System.err));
    assertThat(e)
        .hasMessageThat()
        .isEqualTo("invalid signal SIGNOPE; use a name such as INT or SIGTERM");
  }

  private static String request(int port, String line, String host) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      String text = line + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void thePageIsServedToThisMachineOnly() throws IOException {
    try (InspectServer server = InspectServer.start(0)) {
      int port = server.port();
      String page = request(port, "GET /", "localhost:" + port);
      assertThat(page).startsWith("HTTP/1.1 200 OK");
      assertThat(page).contains("&lt;script&gt;document.title=&#39;broken&#39;&lt;/script&gt;");
      assertThat(page).doesNotContain("<script>document.title");
      assertThat(page).contains("on thread &#39;serving&#39;: 1 task</h2>");
      assertThat(request(port, "GET /tree", "127.0.0.1")).contains("(T) '" + NAME + "' waits");
      assertThat(request(port, "GET /table", "127.0.0.1")).contains("name");
      assertThat(request(port, "GET /", "evil.example")).startsWith("HTTP/1.1 403");
      assertThat(request(port, "POST /", "localhost")).startsWith("HTTP/1.1 405");
      assertThat(request(port, "GET /other", "localhost")).startsWith("HTTP/1.1 404");
    }
  }

  @Test
  void aBrowserShowsTheTasksAndRunsNothingOfTheirNames(@TempDir Path profile) throws Exception {
    Path browser = Path.of("/usr/bin/chromium");
    Assumptions.assumeTrue(Files.exists(browser), "SKIPPED, LOUDLY: there is no " + browser);
    try (InspectServer server = InspectServer.start(0)) {
      Process process =
          new ProcessBuilder(
                  List.of(
                      browser.toString(),
                      "--headless",
                      "--no-sandbox",
                      "--disable-gpu",
                      "--disable-quic",
                      "--no-first-run",
                      "--disable-background-networking",
                      "--disable-component-update",
                      "--disable-sync",
                      "--user-data-dir=" + profile,
                      "--virtual-time-budget=2500", // long enough for the page to refresh itself
                      "--dump-dom",
                      server.url()))
              .redirectError(profile.resolve("errors").toFile())
              .start();
      String dom = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).isEqualTo(0);
      assertThat(dom).contains("<title>Continuo: tasks</title>");
      assertThat(dom)
          .contains("&lt;script&gt;document.title='broken'&lt;/script&gt; &amp; \"co\"</td>");
      assertThat(dom).containsMatch("<main id=\"live\" data-seconds=\"[1-9]\">"); // it was renewed
      assertThat(dom).contains("<td class=\"waiting\">waiting</td>");
      assertThat(Sources.withoutLines(dom))
          .contains(
              "<td class=\"stack\">dev.continuo.inspect.InspectorTest.serves(await(end);)</td>");
    }
  }
}
