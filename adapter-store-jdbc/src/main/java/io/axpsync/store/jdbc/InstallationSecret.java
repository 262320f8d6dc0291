package io.axpsync.store.jdbc;

import io.axpsync.core.item.Reason;
import io.axpsync.core.port.StateUntrusted;
import io.axpsync.store.jdbc.internal.OwnerOnly;
import io.vavr.control.Option;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * The secret of an installation in a file of its own: one line of base64 (RFC 4648) that only its owner may read. All
 * keys of the state are derived from it; a copy belongs into a safe place, since the journal cannot be read without it.
 */
public final class InstallationSecret {

    /** Length of a secret. */
    public static final int BYTES = 32;

    private InstallationSecret() {}

    /** Where the secret of an H2 file stands when nothing else is said: beside it, ending in {@code .secret}. */
    public static Path fileFor(Path state) {
        return state.resolveSibling(state.getFileName() + ".secret");
    }

    /**
     * The secret of an H2 file, from beside it; made anew when there is neither a secret nor a state.
     *
     * @throws StateUntrusted when there is a state without its secret, or the secret cannot be trusted
     */
    public static byte[] beside(Path state) {
        Path file = fileFor(state);
        if (Files.exists(file)) {
            return read(file);
        }
        if (Files.exists(state.resolveSibling(state.getFileName() + ".mv.db"))) {
            throw new StateUntrusted(Reason.of(
                    "secret-missing",
                    "The state " + state + " is there, but its secret " + file + " is not.",
                    "Put the secret back from its copy. Without it the journal cannot be read; to start anew, move the "
                            + "state away as well: the first run then finds linked items by their stamps."));
        }
        return create(file);
    }

    /**
     * Reads a secret.
     *
     * @throws StateUntrusted when it is missing, malformed, or readable by others than its owner
     */
    public static byte[] read(Path file) {
        try {
            if (OwnerOnly.isOpenToOthers(file)) {
                throw new StateUntrusted(Reason.of(
                        "secret-exposed",
                        "Others than its owner may read the secret " + file + ".",
                        "Take their rights away (chmod 600), and make sure that nobody copied it."));
            }
            byte[] secret = Base64.getDecoder().decode(Files.readString(file).strip());
            if (secret.length == BYTES) {
                return secret;
            }
        } catch (IOException e) {
            throw new StateUntrusted(
                    Reason.of(
                            "secret-unreadable",
                            "The secret " + file + " cannot be read.",
                            "Check that it is there and belongs to the user that runs this program."),
                    e);
        } catch (IllegalArgumentException e) {
            // malformed base64: told below, without its text
        }
        throw new StateUntrusted(Reason.of(
                "secret-malformed",
                "The secret " + file + " is not one line of base64 for " + BYTES + " bytes.",
                "Put it back from its copy."));
    }

    /**
     * Makes a secret and writes it into a new file.
     *
     * @throws StateUntrusted when it cannot be written, or cannot be kept from others
     */
    public static byte[] create(Path file) {
        byte[] secret = new byte[BYTES];
        new SecureRandom().nextBytes(secret);
        try {
            OwnerOnly.write(
                    file, (Base64.getEncoder().encodeToString(secret) + "\n").getBytes(StandardCharsets.US_ASCII));
            return secret;
        } catch (IOException | UnsupportedOperationException e) {
            if (Files.isRegularFile(file)) { // another process was faster
                return read(file);
            }
            throw new StateUntrusted(
                    Reason.of(
                            "secret-not-kept",
                            "The secret " + file + " cannot be written so that only its owner can read it.",
                            "Choose a folder that may be written, on a file system with rights for users."),
                    e);
        }
    }

    /** Where the next secret waits beside the one in use while a rotation goes over to it. */
    public static Path nextFor(Path file) {
        return file.resolveSibling(file.getFileName() + ".next");
    }

    /**
     * The next secret, where a rotation left one. One that was not written to its end was never gone over to.
     *
     * @throws StateUntrusted when it cannot be trusted
     */
    public static Option<byte[]> next(Path file) {
        Path next = nextFor(file);
        if (!Files.exists(next)) {
            return Option.none();
        }
        try {
            return Option.some(read(next));
        } catch (StateUntrusted e) {
            if (e.reason().code().equals("secret-malformed")) {
                return Option.none();
            }
            throw e;
        }
    }

    /**
     * Makes the next secret; one that an earlier rotation left, and that the state does not have, is dropped.
     *
     * @throws StateUntrusted when it cannot be written, or cannot be kept from others
     */
    public static byte[] makeNext(Path file) {
        dropNext(file);
        return create(nextFor(file));
    }

    /** Drops the next secret; only while the state has the one in use. */
    public static void dropNext(Path file) {
        try {
            Files.deleteIfExists(nextFor(file));
        } catch (IOException e) {
            throw notReplaced(file, e);
        }
    }

    /**
     * Puts the next secret in the place of the one that was in use.
     *
     * @throws StateUntrusted when it cannot be; the state opens nevertheless, as long as both files stay
     */
    public static void replace(Path file) {
        try {
            Files.move(nextFor(file), file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw notReplaced(file, e);
        }
    }

    private static StateUntrusted notReplaced(Path file, IOException e) {
        return new StateUntrusted(
                Reason.of(
                        "secret-not-replaced",
                        "The secret " + nextFor(file) + " cannot be moved to " + file + ".",
                        "Keep both files and see to the rights of their folder; the next start tries again."),
                e);
    }
}
