// SPDX-License-Identifier: Apache-2.0
package dev.continuo.samples;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** For servers with the certificate in a file, and for clients that trust it. */
final class Tls {

  private Tls() {}

  static SSLContext context(Path keyStore) throws IOException, GeneralSecurityException {
    char[] password = "password".toCharArray();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keyStore)) {
      store.load(in, password);
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(store, password);
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, password);
    String alias = store.aliases().nextElement();
    trusted.setCertificateEntry(alias, store.getCertificate(alias));
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    // The JDK keeps twenty thousand sessions to resume, which looks like a leak.
    context.getServerSessionContext().setSessionCacheSize(100);
    context.getClientSessionContext().setSessionCacheSize(100);
    return context;
  }
}
