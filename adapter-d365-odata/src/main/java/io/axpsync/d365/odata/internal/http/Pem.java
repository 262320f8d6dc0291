package io.axpsync.d365.odata.internal.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A PEM file with a certificate chain and its unencrypted PKCS#8 private key (RFC 7468). */
record Pem(List<X509Certificate> chain, PrivateKey key) {

    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]+)-----END PRIVATE KEY-----", Pattern.DOTALL);
    private static final Pattern CERTIFICATES =
            Pattern.compile("-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----", Pattern.DOTALL);

    static Pem read(Path file) throws IOException, GeneralSecurityException {
        String text = Files.readString(file, StandardCharsets.US_ASCII);
        Matcher key = KEY.matcher(text);
        if (!key.find()) {
            throw new IOException("it holds no unencrypted PKCS#8 private key");
        }
        StringBuilder certificates = new StringBuilder();
        CERTIFICATES
                .matcher(text)
                .results()
                .forEach(m -> certificates.append(m.group()).append('\n'));
        List<X509Certificate> chain = CertificateFactory.getInstance("X.509")
                .generateCertificates(
                        new ByteArrayInputStream(certificates.toString().getBytes(StandardCharsets.US_ASCII)))
                .stream()
                .map(X509Certificate.class::cast)
                .toList();
        if (chain.isEmpty()) {
            throw new IOException("it holds no certificate");
        }
        byte[] der = Base64.getMimeDecoder().decode(key.group(1));
        return new Pem(
                chain,
                KeyFactory.getInstance(chain.get(0).getPublicKey().getAlgorithm())
                        .generatePrivate(new PKCS8EncodedKeySpec(der)));
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "Pem[" + chain.get(0).getSubjectX500Principal() + "]";
    }
}
