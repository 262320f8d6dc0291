package io.axpsync.d365.odata.internal.contact;

import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.ItemVersion;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.Stamp;
import io.axpsync.d365.odata.internal.service.EntitySet;
import io.axpsync.d365.odata.internal.service.Key;
import io.axpsync.d365.odata.internal.service.Row;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.control.Option;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * One contact person as it was read, with what hangs on its party.
 *
 * @param row of {@code ContactPersons}
 * @param version of {@code AxpContactVersions}, where there is one
 * @param electronic rows of {@code PartyContactsV3}, the primary ones first
 * @param postal the addresses of {@code PartyLocationPostalAddressesV2} that are valid now, the primary one first
 * @param stamps rows of {@code AxpStamps}
 * @param selectedBy the workers, lower case, as far as they were asked for, who have it among their private contacts
 * @param exclusive whether it belongs to one worker, and cannot be selected by another
 * @param organisation name of the organisation that the person belongs to
 * @param manager name of its manager
 */
record Person(
        Row row,
        Option<Row> version,
        Seq<Row> electronic,
        Seq<Row> postal,
        Seq<Row> stamps,
        Set<String> selectedBy,
        boolean exclusive,
        String organisation,
        String manager) {

    private static final char SEPARATOR = '|';

    ItemRef ref() {
        return ref(row);
    }

    String party() {
        return row.text("ContactPersonPartyNumber");
    }

    /** Names a person, or a row that carries its key. */
    static ItemRef ref(Row row) {
        return ref(row.text("dataAreaId"), row.text("ContactPersonId"));
    }

    static ItemRef ref(Key key) {
        return ref(key.parts().get(0), key.parts().get(1));
    }

    private static ItemRef ref(String area, String id) {
        return ItemRef.d365(area.toLowerCase(Locale.ROOT) + "/" + id);
    }

    /** The key behind a reference; none when it was not made here. */
    static Option<Key> key(ItemRef ref) {
        int slash = ref.id().indexOf('/');
        return slash > 0 && slash < ref.id().length() - 1
                ? Option.some(Key.of(
                        EntitySet.CONTACT_PERSONS,
                        ref.id().substring(0, slash),
                        ref.id().substring(slash + 1)))
                : Option.none();
    }

    static String what(Key key) {
        return "contact person " + key.parts().mkString("/");
    }

    boolean isInactive() {
        return row.yes("IsInactive");
    }

    boolean isSelectedBy(Lane lane) {
        return selectedBy.contains(worker(lane));
    }

    /** Whether the lane's worker can have it among his private contacts. */
    boolean isSelectable(Lane lane) {
        String responsible = row.text("ContactPersonResponsiblePersonnelNumber");
        return !lane.isPublished()
                && (!exclusive || responsible.isEmpty() || responsible.equalsIgnoreCase(worker(lane)));
    }

    boolean isStampedFor(Lane lane) {
        return stamps.exists(s -> StampRow.isOf(s, lane));
    }

    /** The stamp of the lane's worker: each employee who has the person among his contacts has a link of his own. */
    Option<Stamp> stamp(Lane lane) {
        return stamps.filter(s -> StampRow.isOf(s, lane))
                .flatMap(StampRow::stamp)
                .headOption();
    }

    static String worker(Lane lane) {
        return lane.mailbox().personnelNumber().toLowerCase(Locale.ROOT);
    }

    /**
     * Etag of the row and, because not all that a person says stands in it, a digest: over the version row's own stamps,
     * or without it over the etags of what hangs on the party.
     */
    ItemVersion token(Lane lane) {
        if (lane.isPublished() && version.isDefined()) {
            return publishedToken(row, version, organisation);
        }
        String rest = version.map(v -> v.text("RecVersion") + "@" + v.text("ModifiedDateTime"))
                .getOrElse(() -> row.text("LastEditDateTime") + " "
                        + electronic.appendAll(postal).map(Row::etag).mkString(" "));
        return new ItemVersion(row.etag()
                + SEPARATOR
                + digest(rest + "\n" + organisation + "\n" + manager + "\n" + isSelectedBy(lane)));
    }

    /** The token of a person of a published folder: what a listing of many can tell. */
    static ItemVersion publishedToken(Row row, Option<Row> version, String organisation) {
        String rest = version.map(v -> v.text("RecVersion") + "@" + v.text("ModifiedDateTime"))
                .getOrElse("");
        return new ItemVersion(row.etag()
                + SEPARATOR
                + digest(rest + "\n" + organisation + "\n" + row.text("ManagerContactPersonId")));
    }

    /** The part of a token that goes into {@code If-Match}. */
    static String etag(ItemVersion token) {
        int at = token.token().lastIndexOf(SEPARATOR);
        return at < 0 ? token.token() : token.token().substring(0, at);
    }

    /** The part of a token that tells of everything but the row. */
    static String digest(ItemVersion token) {
        return token.token().substring(token.token().lastIndexOf(SEPARATOR) + 1);
    }

    /** A short digest of a text. */
    static String digestOf(String text) {
        return digest(text);
    }

    private static String digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
