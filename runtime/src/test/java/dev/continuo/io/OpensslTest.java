// SPDX-License-Identifier: Apache-2.0
package dev.continuo.io;

import static com.google.common.truth.Truth.assertThat;
import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.toThread;
import static dev.continuo.io.StreamsTest.bytes;

import dev.continuo.Asyncio;
import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** OpenSSL as the peer, on either side. */
class OpensslTest {

  @TempDir static Path folder;

  @BeforeAll
  static void opensslIsThere() throws InterruptedException {
    try {
      new ProcessBuilder("openssl", "version").start().waitFor();
    } catch (IOException e) {
      System.err.println("SKIPPED: OpensslTest needs the program openssl, which is not there");
      Assumptions.abort("the program openssl is not there");
    }
    Certificates.caPem(folder);
    Certificates.pem(folder, Certificates.GOOD);
  }

  private static Process openssl(String command, String... options) throws IOException {
    List<String> all = new ArrayList<>(List.of("openssl", command));
    all.addAll(List.of(options));
    return new ProcessBuilder(all).redirectError(folder.resolve(command + ".err").toFile()).start();
  }

  /** Says its application protocol, and then gives back what it is given. */
  @Async
  private static Coroutine<Void> serve(Connection c) throws IOException {
    await(c.writer().write(bytes(c.applicationProtocol() + "\n")));
    return StreamsTest.echo(c);
  }

  private static Process client(Server server, String host) throws IOException {
    return openssl(
        "s_client",
        "-connect",
        "127.0.0.1:" + server.port(),
        "-CAfile",
        folder.resolve("ca.pem").toString(),
        "-verify_return_error",
        "-verify_hostname",
        host,
        "-alpn",
        "http/1.1",
        "-quiet",
        "-no_ign_eof");
  }

  @Test
  void itsClientTalksToOurServerUnlessItRefusesTheCertificate() {
    ServerOptions options =
        ServerOptions.defaults().ssl(Certificates.server(Certificates.GOOD)).alpn("http/1.1");
    Asyncio.run(
        () -> {
          try (Server server =
              await(Streams.startServer(OpensslTest::serve, "127.0.0.1", 0, options))) {
            Process refusing = client(server, "wrong.test");
            int refusal = await(toThread(refusing::waitFor));
            assertThat(refusal).isNotEqualTo(0);
            Process client = client(server, "localhost");
            StreamReader out = Streams.reader(client.getInputStream());
            assertThat(await(out.readLine())).isEqualTo("http/1.1");
            StreamWriter in = Streams.writer(client.getOutputStream());
            for (String text : List.of("hello", "x".repeat(60_000))) {
              await(in.write(bytes(text + "\n")));
              assertThat(await(out.readLine())).isEqualTo(text);
            }
            in.close();
            assertThat(await(out.readLine())).isNull();
            int exit = await(toThread(client::waitFor));
            assertThat(exit).isEqualTo(0);
          }
          return Coroutine.done();
        });
  }

  @Test
  void ourClientTalksToItsServer() {
    Asyncio.run(
        () -> {
          String pem = folder.resolve(Certificates.GOOD + ".pem").toString();
          Process server =
              openssl("s_server", "-accept", "127.0.0.1:0", "-cert", pem, "-key", pem, "-rev");
          try {
            StreamReader out = Streams.reader(server.getInputStream());
            String line = await(out.readLine());
            while (!line.startsWith("ACCEPT")) {
              line = await(out.readLine());
            }
            int port = Integer.parseInt(line.substring(line.lastIndexOf(':') + 1));
            ConnectOptions options = ConnectOptions.defaults().ssl(Certificates.client());
            try (Connection c = await(Streams.openConnection("127.0.0.1", port, options))) {
              assertThat(c.sslSession().getPeerPrincipal().getName()).isEqualTo("CN=good");
              for (String text : List.of("hello", "again")) {
                await(c.writer().write(bytes(text + "\n")));
                String reversed = new StringBuilder(text).reverse().toString();
                assertThat(await(c.reader().readLine())).isEqualTo(reversed);
              }
            }
          } finally {
            server.destroy();
          }
          return Coroutine.done();
        });
  }
}
