// SPDX-License-Identifier: Apache-2.0
package dev.continuo.samples;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Programs of others; tests are skipped, loudly, where they are absent. */
final class Programs {

  private Programs() {}

  /** The first of these that tells its version. */
  static String find(String... programs) throws InterruptedException {
    for (String program : programs) {
      try {
        ProcessBuilder builder = new ProcessBuilder(program, "--version");
        Process process =
            builder.redirectErrorStream(true).redirectOutput(Redirect.DISCARD).start();
        if (process.waitFor(1, TimeUnit.MINUTES) && process.exitValue() == 0) {
          return program;
        }
        process.destroyForcibly();
      } catch (IOException e) {
        // The next one, then.
      }
    }
    System.err.println(
        "SKIPPED: not tested against any of " + List.of(programs) + ", which do not run here");
    assumeTrue(false, "needs one of " + List.of(programs));
    throw new AssertionError();
  }

  /** What the program prints; it must succeed. */
  static String run(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectError(Redirect.DISCARD).start();
    try {
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IOException(command + ": exit code " + process.exitValue() + ", " + output);
      }
      return output;
    } finally {
      process.destroyForcibly();
    }
  }

  /**
   * Makes a key and a certificate for this machine, in a file that the password "password" opens.
   */
  static Path keyStore(Path folder) throws IOException, InterruptedException {
    Path file = folder.resolve("store.p12");
    keytool(
        file,
        "-genkeypair",
        "-dname",
        "CN=localhost",
        "-keyalg",
        "EC",
        "-validity",
        "2",
        "-ext",
        "san=dns:localhost,ip:127.0.0.1");
    return file;
  }

  /** Writes the certificate as other programs read it. */
  static Path certificate(Path keyStore) throws IOException, InterruptedException {
    Path file = keyStore.resolveSibling("certificate.pem");
    keytool(keyStore, "-exportcert", "-rfc", "-file", file.toString());
    return file;
  }

  private static void keytool(Path keyStore, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(List.of("-keystore", keyStore.toString(), "-storepass", "password"));
    run(command);
  }
}
