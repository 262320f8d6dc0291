package io.axpsync.exchange.ews.internal.wire;

import io.vavr.control.Option;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** The certificates of the Java runtime and, beside them, those of a PEM file. There is no way to trust everybody. */
final class Trust {

    private Trust() {}

    private static X509TrustManager of(Option<Path> pem) {
        try {
            X509TrustManager ours = manager(Option.none());
            if (pem.isEmpty()) {
                return ours;
            }
            KeyStore all = KeyStore.getInstance(KeyStore.getDefaultType());
            all.load(null, null);
            int n = 0;
            for (X509Certificate issuer : ours.getAcceptedIssuers()) {
                all.setCertificateEntry("runtime-" + n++, issuer);
            }
            try (InputStream in = Files.newInputStream(pem.get())) {
                for (Certificate certificate :
                        CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                    all.setCertificateEntry("configured-" + n++, certificate);
                }
            }
            return manager(Option.some(all));
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException("the certificates to trust cannot be read: " + pem.getOrNull(), e);
        }
    }

    static SSLContext context(Option<Path> pem) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new X509TrustManager[] {of(pem)}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has TLS", e);
        }
    }

    private static X509TrustManager manager(Option<KeyStore> store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store.getOrNull());
        return Arrays.stream(factory.getTrustManagers())
                .filter(X509TrustManager.class::isInstance)
                .map(X509TrustManager.class::cast)
                .findFirst()
                .orElseThrow(() -> new GeneralSecurityException("no X.509 trust manager"));
    }
}
