package io.axpsync.sandbox.auth;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.time.Instant;
import java.util.Base64;

/** Verifies a client's JWT assertion against the certificate that is registered for it (RFC 7515, RFC 7523 §3). */
final class ClientAssertions {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String clientId;
    private final X509Certificate certificate;

    ClientAssertions(String clientId, X509Certificate certificate) {
        this.clientId = clientId;
        this.certificate = certificate;
    }

    /** @throws TokenEndpoint.Refused when the assertion is not ours, not signed by our key, or out of time */
    void verify(String jwt, String endpoint) throws TokenEndpoint.Refused {
        String[] parts = jwt.split("\\.", -1);
        if (parts.length != 3) {
            throw refused("AADSTS50027: The assertion is no JWT.");
        }
        try {
            JsonNode header = JSON.readTree(decode(parts[0]));
            JsonNode claims = JSON.readTree(decode(parts[1]));
            thumbprint(header);
            signature(header.path("alg").asText(""), parts);
            claims(claims, endpoint);
        } catch (IllegalArgumentException | JsonProcessingException e) {
            throw refused("AADSTS50027: The assertion cannot be read.");
        } catch (IOException | GeneralSecurityException e) {
            throw refused("AADSTS700027: The assertion cannot be verified.");
        }
    }

    private void thumbprint(JsonNode header) throws GeneralSecurityException, TokenEndpoint.Refused {
        boolean sha256 = header.has("x5t#S256");
        byte[] right = MessageDigest.getInstance(sha256 ? "SHA-256" : "SHA-1").digest(certificate.getEncoded());
        String text = header.path(sha256 ? "x5t#S256" : "x5t").asText("");
        byte[] sent = decode(text.replace('+', '-').replace('/', '_')); // msal4j 1.26 writes it in the other alphabet
        if (!MessageDigest.isEqual(right, sent)) {
            throw refused("AADSTS700027: The certificate with that thumbprint is not registered.");
        }
    }

    private void signature(String algorithm, String[] parts) throws GeneralSecurityException, TokenEndpoint.Refused {
        Signature verifier;
        if (algorithm.equals("RS256")) {
            verifier = Signature.getInstance("SHA256withRSA");
        } else if (algorithm.equals("PS256")) {
            verifier = Signature.getInstance("RSASSA-PSS");
            verifier.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
        } else {
            throw refused("AADSTS5002738: The algorithm '" + algorithm + "' is not supported.");
        }
        verifier.initVerify(certificate.getPublicKey());
        verifier.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
        if (!verifier.verify(decode(parts[2]))) {
            throw refused("AADSTS700027: The signature of the assertion does not verify.");
        }
    }

    private void claims(JsonNode claims, String endpoint) throws TokenEndpoint.Refused {
        if (!claims.path("iss").asText("").equals(clientId)
                || !claims.path("sub").asText("").equals(clientId)) {
            throw refused("AADSTS700021: Issuer and subject of the assertion must be the client.");
        }
        if (!claims.path("aud").asText("").equals(endpoint)) {
            throw refused("AADSTS700023: The audience of the assertion is not this token endpoint.");
        }
        long now = Instant.now().getEpochSecond();
        if (claims.path("exp").asLong() <= now || claims.path("nbf").asLong(now) > now + 300) {
            throw refused("AADSTS700024: The assertion is not within its time of validity.");
        }
    }

    private static byte[] decode(String base64url) {
        return Base64.getUrlDecoder().decode(base64url);
    }

    private static TokenEndpoint.Refused refused(String description) {
        return new TokenEndpoint.Refused(401, "invalid_client", description);
    }
}
