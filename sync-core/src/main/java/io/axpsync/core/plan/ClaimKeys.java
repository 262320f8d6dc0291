package io.axpsync.core.plan;

import io.axpsync.core.change.Observed;
import io.axpsync.core.item.ContactKeys;
import io.axpsync.core.item.DirectoryEntry;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.Side;
import io.axpsync.core.link.Claim;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What is claimed before a row is made in D365 that another lane could make at the same moment: a person by each of the
 * e-mail addresses and by name and company, a message by its message id. The store sees digests only.
 */
public final class ClaimKeys {

    private ClaimKeys() {}

    /** In a fixed order, so that two lanes never hold a part each. */
    public static Seq<Claim> of(Decision.Create create) {
        Observed.Present source = create.source();
        Kind kind = source.item().get().kind();
        if (create.on() != Side.D365) {
            return Vector.empty();
        } else if (kind == Kind.MESSAGE) {
            return source.naturalKey()
                    .map(key -> new Claim(
                            kind, create.filing().map(Filing::claimedIn).getOrElse(""), key))
                    .toVector();
        } else if (kind != Kind.CONTACT) {
            return Vector.empty();
        }
        DirectoryEntry company = create.company().getOrNull();
        ContactKeys keys = ContactKeys.of(source.item().get());
        Seq<String> claimed = keys.addresses().toVector().map(address -> "mail:" + address);
        if (company != null && !keys.name().isEmpty()) {
            claimed = claimed.append("name:" + keys.name() + "|" + company.type() + "/" + company.key());
        }
        String area = company == null ? "" : company.company();
        return claimed.sorted().map(text -> new Claim(kind, area, "contact:" + digest(text)));
    }

    private static String digest(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
