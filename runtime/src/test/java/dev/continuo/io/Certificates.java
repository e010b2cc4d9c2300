// SPDX-License-Identifier: Apache-2.0
package dev.continuo.io;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Certificates for tests, made by the JDK's keytool when they are first needed. */
final class Certificates {

  /** For localhost and the loopback addresses. */
  static final String GOOD = "good";

  /** For other.test and *.example.test. */
  static final String OTHER = "other";

  /** As GOOD, but its time is over. */
  static final String EXPIRED = "expired";

  private static final String CA = "ca";
  private static final char[] PASSWORD = "password".toCharArray();
  private static final String LOOPBACK = "san=dns:localhost,ip:127.0.0.1,ip:0:0:0:0:0:0:0:1";

  private Certificates() {}

  private static final class Made {
    static final KeyStore STORE = make();

    private static KeyStore make() {
      try {
        Path folder = Files.createTempDirectory("continuo-certificates");
        Path file = folder.resolve("store.p12");
        try {
          keytool(file, CA, "CN=Continuo test CA", "-ext", "bc:c", "-validity", "2");
          signed(file, GOOD, LOOPBACK, "-validity", "2");
          signed(file, OTHER, "san=dns:other.test,dns:*.example.test", "-validity", "2");
          signed(file, EXPIRED, LOOPBACK, "-startdate", "-3d", "-validity", "1");
          return load(file);
        } finally {
          Files.deleteIfExists(file);
          Files.delete(folder);
        }
      } catch (IOException | GeneralSecurityException | InterruptedException e) {
        throw new IllegalStateException("no certificates", e);
      }
    }

    private static void signed(Path file, String alias, String names, String... more)
        throws IOException, InterruptedException {
      List<String> all = new ArrayList<>(List.of("-signer", CA, "-ext", names));
      all.addAll(List.of(more));
      keytool(file, alias, "CN=" + alias, all.toArray(String[]::new));
    }

    private static void keytool(Path file, String alias, String name, String... more)
        throws IOException, InterruptedException {
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
      command.addAll(List.of("-genkeypair", "-alias", alias, "-dname", name, "-keyalg", "EC"));
      command.addAll(List.of("-keystore", file.toString(), "-storetype", "PKCS12"));
      command.addAll(List.of("-storepass", new String(PASSWORD)));
      command.addAll(List.of(more));
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(command + ": " + output);
      }
    }

    private static KeyStore load(Path file) throws IOException, GeneralSecurityException {
      KeyStore store = KeyStore.getInstance("PKCS12");
      try (InputStream in = Files.newInputStream(file)) {
        store.load(in, PASSWORD);
      }
      return store;
    }
  }

  /** For a server with this certificate. */
  static SSLContext server(String alias) {
    return LoopIo.call(() -> context(alias, false, "TLS"));
  }

  /** For a client that trusts our certificates. */
  static SSLContext client() {
    return LoopIo.call(() -> context(null, true, "TLS"));
  }

  /** For a client that trusts our certificates and speaks only this protocol. */
  static SSLContext client(String protocol) {
    return LoopIo.call(() -> context(null, true, protocol));
  }

  private static SSLContext context(@Nullable String alias, boolean trusts, String protocol)
      throws GeneralSecurityException, IOException {
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    KeyStore own = empty();
    if (alias != null) {
      own.setKeyEntry(alias, key(alias), PASSWORD, Made.STORE.getCertificateChain(alias));
    }
    keys.init(own, PASSWORD);
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    KeyStore trusted = empty();
    if (trusts) {
      trusted.setCertificateEntry(CA, Made.STORE.getCertificate(CA));
    }
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance(protocol);
    context.init(keys.getKeyManagers(), trusts ? trust.getTrustManagers() : null, null);
    return context;
  }

  private static KeyStore empty() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, PASSWORD);
    return store;
  }

  private static Key key(String alias) throws GeneralSecurityException {
    return Made.STORE.getKey(alias, PASSWORD);
  }

  /** Writes key and certificates into a file, as other tools read them. */
  static Path pem(Path folder, String alias) {
    return LoopIo.call(
        () -> {
          StringBuilder text = new StringBuilder(block("PRIVATE KEY", key(alias).getEncoded()));
          for (Certificate c : Made.STORE.getCertificateChain(alias)) {
            text.append(block("CERTIFICATE", c.getEncoded()));
          }
          return Files.writeString(folder.resolve(alias + ".pem"), text);
        });
  }

  /** Writes the certificate that all others are signed with. */
  static Path caPem(Path folder) {
    return LoopIo.call(
        () ->
            Files.writeString(
                folder.resolve("ca.pem"),
                block("CERTIFICATE", Made.STORE.getCertificate(CA).getEncoded())));
  }

  private static String block(String kind, byte[] data) {
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(data);
    return "-----BEGIN " + kind + "-----\n" + base64 + "\n-----END " + kind + "-----\n";
  }
}
