package io.axpsync.sandbox.ews;

import io.axpsync.sandbox.mailbox.ExtendedProperty;
import io.axpsync.sandbox.mailbox.Folder;
import io.axpsync.sandbox.mailbox.FolderKind;
import io.axpsync.sandbox.mailbox.Mailbox;
import io.axpsync.sandbox.mailbox.PropertyKey;
import io.axpsync.sandbox.mailbox.PropertyType;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Folders that hold nothing and show what other folders hold, of all kinds of items, at the moment of the question. What
 * they look for is a property of the folder.
 */
final class SearchFolders {

    private static final PropertyKey PARAMETERS = PropertyKey.named(
            PropertyType.STRING, UUID.fromString("5b7d0a54-2f3c-4c52-9d1e-0d5f1c8a7e10"), "SearchParameters");

    private SearchFolders() {}

    static boolean is(Folder folder) {
        return folder.kind() == FolderKind.SEARCH_FOLDERS && !folder.distinguished();
    }

    /**
     * What a client writes of a search folder, checked; base folders by their ids, as Exchange shows them.
     *
     * @throws EwsError what restrictions and folders say
     */
    static ExtendedProperty read(Call call, Mailbox mailbox, Xml parameters) {
        if (parameters.attribute("Traversal").isPresent()) {
            parameters.choice("Traversal", List.of("Shallow", "Deep"));
        }
        Xml restriction = parameters.required("t:Restriction");
        predicate(restriction);
        List<Xml> bases = parameters.list("t:BaseFolderIds").stream()
                .map(id -> base(call, mailbox, id))
                .toList();
        Xml canonical = Xml.of("t:SearchParameters", restriction, Xml.of("t:BaseFolderIds", bases))
                .with("Traversal", parameters.attribute("Traversal").orElse("Shallow"))
                .with("xmlns:t", Namespaces.TYPES);
        return ExtendedProperty.of(PARAMETERS, XmlWriting.plain(canonical));
    }

    private static Xml base(Call call, Mailbox mailbox, Xml id) {
        Call.In<Folder> folder = Ids.folder(call, id, Folders.MISSING);
        if (folder.mailbox() != mailbox) {
            throw new EwsError("ErrorInvalidOperation", "A search folder looks into its own mailbox only.");
        }
        if (is(folder.what())) {
            throw new EwsError(
                    "ErrorCannotSpecifySearchFolderAsSourceFolder", "A search folder cannot be the source of another.");
        }
        return Xml.of("t:FolderId")
                .with("Id", folder.what().id())
                .with("ChangeKey", folder.what().changeKey());
    }

    private static Predicate<Stored> predicate(Xml restriction) {
        return new Restriction<Stored>(OtherValues::of).read(restriction.only());
    }

    /** None of a folder that was not told yet what to look for. */
    static Optional<Xml> parameters(Folder folder) {
        return Optional.ofNullable(folder.properties().get(PARAMETERS))
                .map(p -> XmlReading.read(p.values().get(0).getBytes(StandardCharsets.UTF_8)))
                .map(xml -> new Xml(
                        xml.name(),
                        java.util.Map.of("Traversal", xml.requiredAttribute("Traversal")),
                        xml.children(),
                        "",
                        Xml.Place.NONE));
    }

    /** What the folder shows now. @throws EwsError {@code ErrorSearchFolderNotInitialized} without parameters */
    static List<Stored> items(Mailbox mailbox, Folder folder) {
        Xml parameters = parameters(folder)
                .orElseThrow(() ->
                        new EwsError("ErrorSearchFolderNotInitialized", "The search folder has no SearchParameters."));
        boolean deep = parameters.requiredAttribute("Traversal").equals("Deep");
        Set<Folder> within = new LinkedHashSet<>();
        for (Xml base : parameters.required("t:BaseFolderIds").children()) {
            mailbox.folder(base.requiredAttribute("Id"))
                    .ifPresent(root -> Stream.concat(
                                    Stream.of(root), deep ? mailbox.foldersBelow(root).stream() : Stream.of())
                            .filter(f -> !is(f))
                            .forEach(within::add));
        }
        Predicate<Stored> restriction = predicate(parameters.required("t:Restriction"));
        return within.stream()
                .flatMap(f -> Stored.in(mailbox, f).stream())
                .filter(restriction)
                .toList();
    }
}
