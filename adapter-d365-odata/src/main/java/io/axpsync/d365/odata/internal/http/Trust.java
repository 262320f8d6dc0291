package io.axpsync.d365.odata.internal.http;

import io.axpsync.core.item.Reason;
import io.axpsync.core.port.PortFailure;
import io.vavr.control.Option;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** The certificates that are trusted: those of the Java runtime and, if given, those of a PEM file. */
final class Trust {

    private Trust() {}

    /** Only adds; there is no way to switch verification off. */
    static SSLContext context(Option<Path> pem) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, pem.isEmpty() ? null : managers(pem.get()), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw Trouble.of(new PortFailure.Unavailable(Reason.of(
                    "trust-unreadable",
                    "the trusted certificates of " + pem.map(Path::toString).getOrElse("the Java runtime")
                            + " cannot be read: " + e.getMessage(),
                    "give a PEM file with at least one certificate")));
        }
    }

    private static TrustManager[] managers(Path pem) throws GeneralSecurityException, IOException {
        KeyStore all = KeyStore.getInstance(KeyStore.getDefaultType());
        all.load(null, null);
        int n = 0;
        for (TrustManager manager : factory(null).getTrustManagers()) {
            if (manager instanceof X509TrustManager known) {
                for (Certificate certificate : known.getAcceptedIssuers()) {
                    all.setCertificateEntry("runtime-" + n++, certificate);
                }
            }
        }
        Collection<? extends Certificate> own;
        try (InputStream in = Files.newInputStream(pem)) {
            own = CertificateFactory.getInstance("X.509").generateCertificates(in);
        }
        if (own.isEmpty()) {
            throw new IOException("it holds no certificate");
        }
        for (Certificate certificate : own) {
            all.setCertificateEntry("own-" + n++, certificate);
        }
        return factory(all).getTrustManagers();
    }

    private static TrustManagerFactory factory(@Nullable KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory;
    }
}
