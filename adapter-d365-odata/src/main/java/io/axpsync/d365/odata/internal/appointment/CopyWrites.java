package io.axpsync.d365.odata.internal.appointment;

import io.axpsync.core.item.AttachedFile;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.Stamp;
import io.axpsync.core.item.Value;
import io.axpsync.core.port.FileContent;
import io.axpsync.core.port.FileSource;
import io.axpsync.core.port.Write;
import io.axpsync.d365.odata.internal.http.Answer;
import io.axpsync.d365.odata.internal.http.Trouble;
import io.axpsync.d365.odata.internal.service.EntitySet;
import io.axpsync.d365.odata.internal.service.Key;
import io.axpsync.d365.odata.internal.service.OData;
import io.axpsync.d365.odata.internal.service.Operation;
import io.axpsync.d365.odata.internal.service.Query;
import io.axpsync.d365.odata.internal.service.Row;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Base64;

/**
 * Copies of the files of an appointment or an imported message: each asked for, sent and forgotten before the next one, in a change set with the
 * stamp that says that it is ours. What fails is left out: the read-back tells what stands there.
 */
final class CopyWrites {

    private final OData odata;
    private final Features features;

    CopyWrites(OData odata, Features features) {
        this.odata = odata;
        this.features = features;
    }

    void write(Vector<Job> jobs) {
        jobs.filter(this::concerns).forEach(this::write);
    }

    private boolean concerns(Job job) {
        return features.files()
                && job.key().isDefined()
                && (job.write.lane().kind() == Kind.APPOINTMENT
                        || job.write.lane().kind() == Kind.MESSAGE && job.write instanceof Write.Create)
                && Targets.fields(job.write).contains(Field.ATTACHMENTS)
                && !(job.write instanceof Write.Create c && wanted(c).isEmpty());
    }

    private void write(Job job) {
        Key activity = job.key().get();
        Option<Stamp> stamp = stamp(job);
        try {
            Vector<Query> queries = Copies.queries(odata, Vector.of(activity))
                    .append(Reading.children(odata, EntitySet.ATTACHMENTS, "ActivityNumber", activity)
                            .selecting(EntitySet.ATTACHMENTS.keys()));
            Vector<Either<Trouble, Answer>> answers = odata.batch(
                    queries.map(q -> Operation.get(odata.at().query(q), q.set(), "the files of " + job.what())),
                    queries.size());
            Seq<Row> stamps = Copies.of(Copies.rows(odata, queries.init(), answers.init()), activity);
            Seq<Row> files = odata.rows(queries.last(), answers.last(), "the files of " + job.what());
            Seq<AttachedFile> wanted = wanted(job.write);
            for (Row gone : stamps.filter(s -> !wanted.exists(f -> f.name().equalsIgnoreCase(Copies.name(s))))) {
                send(remove(gone, file(files, Copies.name(gone)), job));
            }
            for (AttachedFile file : stamp.isEmpty() ? Vector.<AttachedFile>empty() : wanted) {
                copy(job, file, stamp.get(), stamps, files);
            }
        } catch (Trouble trouble) {
            // what stands there afterwards is read back, and tells what is missing
        }
    }

    /** A file of that name that is not ours stays as it is. */
    private void copy(Job job, AttachedFile file, Stamp stamp, Seq<Row> stamps, Seq<Row> files) {
        Option<Row> ours = stamps.find(s -> Copies.name(s).equalsIgnoreCase(file.name()));
        Option<Row> there = file(files, file.name());
        boolean same = there.isDefined() && ours.exists(s -> Copies.bytes(s) == file.bytes());
        if (same || (there.isDefined() && ours.isEmpty())) {
            return;
        }
        source(job.write).content(file.key()).forEach(content -> send(put(job, file, content, there, ours, stamp)));
    }

    private Seq<Operation> put(
            Job job, AttachedFile file, FileContent content, Option<Row> there, Option<Row> ours, Stamp stamp) {
        Key activity = job.key().get();
        String what = "the file " + file.name() + " of " + job.what();
        Map<String, Object> body = LinkedHashMap.of("MimeType", content.type(), "Content", base64(content));
        Operation put = there.map(row ->
                        Operation.patch(odata.at().row(row.key()), EntitySet.ATTACHMENTS, row.etag(), body, what))
                .getOrElse(() -> Operation.post(
                        odata.at().set(EntitySet.ATTACHMENTS),
                        EntitySet.ATTACHMENTS,
                        LinkedHashMap.<String, Object>of(
                                        "dataAreaId", activity.parts().get(0),
                                        "ActivityNumber", activity.parts().get(1),
                                        "FileName", file.name())
                                .merge(body),
                        what));
        Vector<Operation> old = ours.toVector()
                .map(row -> Operation.delete(odata.at().row(row.key()), EntitySet.STAMPS, row.etag(), what)
                        .joining());
        Operation mark = Operation.post(
                odata.at().set(EntitySet.STAMPS),
                EntitySet.STAMPS,
                Copies.row(activity, file.name(), file.bytes(), stamp),
                what);
        return Vector.of(put).appendAll(old).append(mark.joining());
    }

    private Seq<Operation> remove(Row stamp, Option<Row> file, Job job) {
        String what = "the file " + Copies.name(stamp) + " of " + job.what();
        Operation unmark = Operation.delete(odata.at().row(stamp.key()), EntitySet.STAMPS, stamp.etag(), what);
        return file.map(row -> Operation.delete(odata.at().row(row.key()), EntitySet.ATTACHMENTS, row.etag(), what))
                .map(delete -> Vector.of(delete, unmark.joining()))
                .getOrElse(Vector.of(unmark));
    }

    private void send(Seq<Operation> together) {
        odata.batch(together, together.size());
    }

    private static Option<Row> file(Seq<Row> files, String name) {
        return files.find(row -> row.text("FileName").equalsIgnoreCase(name));
    }

    /** Whose copies they are: as the activity says, or as this write makes it say. */
    private static Option<Stamp> stamp(Job job) {
        if (job.write instanceof Write.Create create) {
            return Option.some(create.stamp());
        }
        return ((Write.Update) job.write)
                .stamp()
                .orElse(() -> job.before().flatMap(a -> Stamp.parse(a.row().text("OutlookEntryId"))));
    }

    private static Seq<AttachedFile> wanted(Write write) {
        Value value = write instanceof Write.Create c
                ? c.item().value(Field.ATTACHMENTS)
                : ((Write.Update) write).changes().getOrElse(Field.ATTACHMENTS, Value.NOTHING);
        return AttachedFile.of(value);
    }

    private static FileSource source(Write write) {
        return write instanceof Write.Create c ? c.files() : ((Write.Update) write).files();
    }

    /** OData JSON 4.0, 7.1: base64url. */
    private static String base64(FileContent content) {
        try (InputStream in = content.open()) {
            return Base64.getUrlEncoder().encodeToString(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e); // from memory: cannot be
        }
    }
}
