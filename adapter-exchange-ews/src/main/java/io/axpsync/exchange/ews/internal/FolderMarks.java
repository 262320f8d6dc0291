package io.axpsync.exchange.ews.internal;

import io.vavr.collection.Vector;
import io.vavr.control.Option;
import io.vavr.control.Try;
import java.time.Duration;
import java.time.Instant;
import microsoft.exchange.webservices.data.core.service.folder.Folder;

/**
 * What a public folder says of itself cheaply, kept in the checkpoint: as long as it says the same, nothing in it is new.
 *
 * <p>Its time of the last change is told to the second, so the same second may hold a change that came after we read the
 * folder. A reading counts only when that second was over by then: when we had met the same time {@link #SECOND} before, or
 * it lies {@link #LONG_AGO} back, further than clocks differ among machines that trust each other (Kerberos allows five
 * minutes).
 *
 * @param folder its id
 * @param commit PidTagLocalCommitTimeMax; none where the server does not tell, so that nothing can be known cheaply
 * @param deleted PidTagDeletedCountTotal; -1 where the server does not tell
 * @param met when we met these first, by our clock
 * @param read when the folder was read in full, by our clock
 */
record FolderMarks(String folder, Option<Instant> commit, long deleted, long total, Instant met, Instant read) {

    private static final Duration SECOND = Duration.ofSeconds(2);
    private static final Duration LONG_AGO = Duration.ofMinutes(10);

    /** @param now when the folder had said so */
    static FolderMarks of(Folder folder, Instant now) {
        return new FolderMarks(
                FolderNode.idOf(folder),
                Mapi.time(folder, Mapi.COMMITTED),
                Mapi.number(folder, Mapi.DELETED).map(Integer::longValue).getOrElse(-1L),
                Try.of(() -> (long) folder.getTotalCount()).getOrElse(-1L),
                now,
                now);
    }

    /** Of marks that were just told: since when they are known. */
    FolderMarks after(Option<FolderMarks> before) {
        return new FolderMarks(
                folder,
                commit,
                deleted,
                total,
                before.filter(this::same).map(FolderMarks::met).getOrElse(met),
                read);
    }

    /** Whether a folder that tells those marks now holds what was read with these. */
    boolean holdsStill(FolderMarks now) {
        return same(now)
                && commit.exists(time -> !read.isBefore(met.plus(SECOND)) || time.isBefore(read.minus(LONG_AGO)));
    }

    private boolean same(FolderMarks other) {
        return folder.equals(other.folder)
                && commit.equals(other.commit)
                && deleted == other.deleted
                && total == other.total;
    }

    /** None when it is not one of ours. */
    static Option<FolderMarks> parse(String text) {
        String[] parts = text.split(" ", -1);
        return Option.when(parts.length == 6, parts)
                .flatMap(p -> Try.of(() -> new FolderMarks(
                                p[0],
                                p[1].equals("-") ? Option.none() : Option.some(Instant.parse(p[1])),
                                Long.parseLong(p[2]),
                                Long.parseLong(p[3]),
                                Instant.parse(p[4]),
                                Instant.parse(p[5])))
                        .toOption());
    }

    String text() {
        return Vector.of(folder, commit.map(Instant::toString).getOrElse("-"), deleted, total, met, read)
                .mkString(" ");
    }
}
