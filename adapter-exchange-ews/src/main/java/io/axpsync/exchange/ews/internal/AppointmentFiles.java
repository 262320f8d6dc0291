package io.axpsync.exchange.ews.internal;

import io.axpsync.core.item.AttachedFile;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.Reason;
import io.axpsync.core.item.Value;
import io.axpsync.core.port.FileContent;
import io.axpsync.core.port.Look;
import io.axpsync.core.port.PortFailure;
import io.axpsync.exchange.ews.internal.wire.Failures;
import io.axpsync.exchange.ews.internal.wire.Gateway;
import io.axpsync.exchange.ews.internal.wire.Part;
import io.vavr.Tuple2;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.util.function.Predicate;
import microsoft.exchange.webservices.data.core.PropertySet;
import microsoft.exchange.webservices.data.core.enumeration.property.BasePropertySet;
import microsoft.exchange.webservices.data.core.service.item.Appointment;
import microsoft.exchange.webservices.data.core.service.schema.ItemSchema;
import microsoft.exchange.webservices.data.property.complex.FileAttachment;

/** The files of appointments: names and sizes come with the item, a content only when it is asked for. */
final class AppointmentFiles {

    private final Gateway gateway;

    AppointmentFiles(Gateway gateway) {
        this.gateway = gateway;
    }

    /** What an item lists; pictures that belong into its text are none of it. */
    static Value read(Seq<Part> parts) {
        Seq<AttachedFile> files = files(parts, AppointmentFiles::isInline).map(t -> t._1);
        return files.isEmpty() ? Value.NOTHING : AttachedFile.set(files);
    }

    /** The files and where each stands in the list, in its order; with a name of its own. */
    private static Seq<Tuple2<AttachedFile, Part>> files(Seq<Part> parts, Predicate<Part> belongsToTheText) {
        Seq<Part> shown = parts.filter(part -> part.name().equals("Attachments"))
                .flatMap(Part::children)
                .reject(belongsToTheText);
        return AttachedFile.distinct(shown.map(AppointmentFiles::file)).zip(shown);
    }

    private static boolean isInline(Part file) {
        return file.text("IsInline").matches("true|1");
    }

    /** What a message lists; only pictures belong into its text. */
    static Value ofMessage(Seq<Part> parts) {
        return AttachedFile.set(files(parts, MessageHeads::isPicture).map(t -> t._1));
    }

    private static AttachedFile file(Part part) {
        String type = switch (part.name()) {
            case "FileAttachment" -> part.text("ContentType");
            case "ReferenceAttachment" -> AttachedFile.REFERENCE;
            default -> AttachedFile.ITEM;
        };
        String size = part.text("Size");
        return AttachedFile.listed(part.text("Name"), size.matches("\\d{1,18}") ? Long.parseLong(size) : 0, type);
    }

    /** Looks the file up by its name, then reads it; the list may have changed since the item was read. */
    Either<PortFailure, FileContent> content(Look look, String key, long maxBytes) {
        String address = look.lane().mailbox().address();
        boolean message = look.lane().kind() == Kind.MESSAGE;
        String what = "the file " + key + " of " + (message ? "message " : "appointment ")
                + look.ref().id() + " in " + address;
        Predicate<Part> inText = message ? MessageHeads::isPicture : AppointmentFiles::isInline;
        Either<PortFailure, Seq<Tuple2<AttachedFile, Part>>> listed = gateway.read(
                        address,
                        service -> files(
                                Reading.seen(
                                                service,
                                                Vector.of(look.ref()),
                                                new PropertySet(BasePropertySet.IdOnly, ItemSchema.Attachments))
                                        .head()
                                        .parts(),
                                inText))
                .mapLeft(fault -> Failures.of(fault, "read of " + what));
        return listed.flatMap(files -> {
            Option<Tuple2<AttachedFile, Part>> found =
                    files.find(t -> t._1.key().equals(key) && t._1.isFile());
            if (found.isEmpty()) {
                return Either.left(new PortFailure.Missing(Reason.of("not-found", what + " is not there any more")));
            }
            return found.get()._1.bytes() > maxBytes
                    ? Either.left(tooLarge(what))
                    : content(look, found.get(), maxBytes, what);
        });
    }

    private Either<PortFailure, FileContent> content(
            Look look, Tuple2<AttachedFile, Part> file, long maxBytes, String what) {
        String id = file._2.child("AttachmentId").map(Part::id).getOrElse("");
        Either<PortFailure, Option<byte[]>> read = gateway.read(
                        look.lane().mailbox().address(), service -> {
                            CardXml xml = new CardXml("CalendarItem", look.ref().id(), "");
                            xml.attachment(id, file._1.name());
                            Appointment holder = xml.onto(new Appointment(service), service);
                            FileAttachment attachment = (FileAttachment)
                                    holder.getAttachments().getItems().get(0);
                            attachment.load();
                            return Option.of(attachment.getContent());
                        })
                .mapLeft(fault -> Failures.of(fault, "read of " + what));
        return read.flatMap(content -> content.isEmpty()
                ? Either.left(new PortFailure.Unavailable(
                        Reason.of("no-content", what + " came without a content that can be read")))
                : content.get().length > maxBytes
                        ? Either.left(tooLarge(what))
                        : Either.right(FileContent.of(file._1.type(), content.get())));
    }

    private static PortFailure tooLarge(String what) {
        return new PortFailure.Rejected(Reason.of("too-large", what + " is larger than was allowed"));
    }
}
