package io.axpsync.sandbox.auth;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.digests.MD4Digest;

/**
 * The server's side of NTLMv2 over HTTP for one account: negotiate, challenge, authenticate (MS-NLMP §2.2.1, §3.3.2).
 * It authenticates a connection, not a request. LM and NTLMv1 responses are refused. Sessions
 * are not signed and the message integrity code is not verified: HTTP uses neither.
 */
final class NtlmServer {

    /** @param challenge what the client has to answer next, in Base64 */
    record Step(boolean done, Optional<String> challenge) {
        static final Step REFUSED = new Step(false, Optional.empty());
        static final Step DONE = new Step(true, Optional.empty());
    }

    private static final byte[] SIGNATURE = "NTLMSSP\0".getBytes(StandardCharsets.US_ASCII);

    /** UNICODE, REQUEST_TARGET, NTLM, TARGET_TYPE_DOMAIN, EXTENDED_SESSIONSECURITY, TARGET_INFO, 128, 56. */
    private static final int FLAGS =
            0x00000001 | 0x00000004 | 0x00000200 | 0x00010000 | 0x00080000 | 0x00800000 | 0x20000000 | 0x80000000;

    private static final long EPOCH_1601_MILLIS = 11_644_473_600_000L;

    private final String domain;
    private final String user;
    private final byte[] passwordHash;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, byte[]> challenges = new ConcurrentHashMap<>();
    private final Map<String, Boolean> authenticated = new ConcurrentHashMap<>();

    NtlmServer(String domain, String user, String password) {
        this.domain = domain;
        this.user = user;
        MD4Digest md4 = new MD4Digest();
        byte[] bytes = password.getBytes(StandardCharsets.UTF_16LE);
        md4.update(bytes, 0, bytes.length);
        passwordHash = new byte[md4.getDigestSize()];
        md4.doFinal(passwordHash, 0);
    }

    boolean authenticated(String connection) {
        return authenticated.containsKey(connection);
    }

    /** Takes the client's next message on the connection. */
    Step step(String connection, String base64) {
        authenticated.remove(connection); // a new handshake replaces the old
        try {
            ByteBuffer message =
                    ByteBuffer.wrap(Base64.getDecoder().decode(base64)).order(ByteOrder.LITTLE_ENDIAN);
            byte[] signature = new byte[SIGNATURE.length];
            message.get(signature);
            if (!Arrays.equals(signature, SIGNATURE)) {
                return Step.REFUSED;
            }
            return switch (message.getInt()) {
                case 1 -> challenge(connection);
                case 3 -> authenticate(connection, message);
                default -> Step.REFUSED;
            };
        } catch (IllegalArgumentException | BufferUnderflowException | IndexOutOfBoundsException e) {
            return Step.REFUSED; // not Base64, or its fields point outside
        }
    }

    private Step challenge(String connection) {
        byte[] challenge = new byte[8];
        random.nextBytes(challenge);
        challenges.put(connection, challenge);
        byte[] target = domain.getBytes(StandardCharsets.UTF_16LE);
        byte[] info = targetInfo();
        ByteBuffer out = ByteBuffer.allocate(56 + target.length + info.length).order(ByteOrder.LITTLE_ENDIAN);
        out.put(SIGNATURE).putInt(2);
        field(out, target.length, 56);
        out.putInt(FLAGS).put(challenge).putLong(0);
        field(out, info.length, 56 + target.length);
        out.putLong(0); // version: for debugging only
        out.put(target).put(info);
        return new Step(false, Optional.of(Base64.getEncoder().encodeToString(out.array())));
    }

    private static void field(ByteBuffer out, int length, int offset) {
        out.putShort((short) length).putShort((short) length).putInt(offset);
    }

    /** NetBIOS and DNS names, and the time as 100 ns ticks since 1601, which makes clients answer with NTLMv2. */
    private byte[] targetInfo() {
        ByteBuffer out = ByteBuffer.allocate(512).order(ByteOrder.LITTLE_ENDIAN);
        String[] names = {"EXCHANGE", domain, "localhost", domain.toLowerCase(Locale.ROOT) + ".example"};
        int[] ids = {1, 2, 3, 4};
        for (int i = 0; i < ids.length; i++) {
            byte[] name = names[i].getBytes(StandardCharsets.UTF_16LE);
            out.putShort((short) ids[i]).putShort((short) name.length).put(name);
        }
        out.putShort((short) 7).putShort((short) 8);
        out.putLong((System.currentTimeMillis() + EPOCH_1601_MILLIS) * 10_000);
        out.putInt(0);
        return Arrays.copyOf(out.array(), out.position());
    }

    private Step authenticate(String connection, ByteBuffer message) {
        byte[] challenge = challenges.remove(connection);
        if (challenge == null) {
            return Step.REFUSED; // it answers a challenge of another connection
        }
        byte[] response = bytes(message, 20);
        int flags = message.getInt(60);
        boolean unicode = (flags & 1) != 0;
        String theDomain = text(bytes(message, 28), unicode);
        String theUser = text(bytes(message, 36), unicode);
        if (response.length <= 24 || !ours(theDomain, theUser)) {
            return Step.REFUSED;
        }
        byte[] key =
                hmac(passwordHash, (theUser.toUpperCase(Locale.ROOT) + theDomain).getBytes(StandardCharsets.UTF_16LE));
        byte[] proof = Arrays.copyOf(response, 16);
        byte[] blob = Arrays.copyOfRange(response, 16, response.length);
        ByteBuffer proved = ByteBuffer.allocate(8 + blob.length).put(challenge).put(blob);
        if (!MessageDigest.isEqual(proof, hmac(key, proved.array()))) {
            return Step.REFUSED;
        }
        authenticated.put(connection, true);
        return Step.DONE;
    }

    private boolean ours(String theDomain, String theUser) {
        return theUser.equalsIgnoreCase(user) && (theDomain.isEmpty() || theDomain.equalsIgnoreCase(domain));
    }

    private static String text(byte[] bytes, boolean unicode) {
        return new String(bytes, unicode ? StandardCharsets.UTF_16LE : StandardCharsets.ISO_8859_1);
    }

    /** The bytes to which the length and offset at the position point. */
    private static byte[] bytes(ByteBuffer message, int position) {
        int length = message.getShort(position) & 0xFFFF;
        int offset = message.getInt(position + 4);
        byte[] found = new byte[length];
        message.duplicate().position(offset).get(found);
        return found;
    }

    private static byte[] hmac(byte[] key, byte[] data) {
        try {
            Mac mac = Mac.getInstance("HmacMD5");
            mac.init(new SecretKeySpec(key, "HmacMD5"));
            return mac.doFinal(data);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has HmacMD5", e);
        }
    }
}
