package io.axpsync.cli.config;

import io.axpsync.core.item.Publication;
import io.axpsync.core.plan.SyncRules;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;

/** The section {@code publishedFolders}: which queries fill which folders. Its keys are the folders' names. */
final class PublishedSection {

    private static final Map<String, SyncRules.OnDelete> ON_DELETE =
            LinkedHashMap.of("exclude", SyncRules.OnDelete.RELEASE, "restore", SyncRules.OnDelete.RESTORE);

    private PublishedSection() {}

    /**
     * @param backend where a folder does not say which
     * @param contacts how contacts are synchronised where a folder does not say
     */
    static Seq<PublishedSettings> read(
            Section section, Map<String, Query> queries, Backend backend, LaneSettings contacts) {
        return section.keys().map(name -> folder(section.section(name), name, queries, backend, contacts));
    }

    private static PublishedSettings folder(
            Section section, String name, Map<String, Query> queries, Backend standard, LaneSettings contacts) {
        if (!name.matches("[A-Za-z][A-Za-z0-9_-]*")) {
            section.wrong(
                    "name", "is no name for a folder's lane", "Use letters, digits, - and _, and begin with a letter.");
        }
        Backend backend = section.choice("backend", Backend.class).getOrElse(standard);
        String asked = section.text("query").getOrElse(name);
        Query query = queries.get(asked).getOrElse(() -> {
            section.wrong(
                    "query",
                    "names the query " + asked + ", which is not there",
                    queries.isEmpty()
                            ? "Write it below queries."
                            : "Use " + queries.keySet().mkString(", ") + ", or write it below queries.");
            return new Query(asked, Publication.Members.CONTACT_PERSONS, io.axpsync.core.item.Condition.EVERYBODY);
        });
        boolean workers = query.members() == Publication.Members.WORKERS;
        if (workers && section.flag("takesNew").getOrElse(false)) {
            section.wrong("takesNew", "is no choice in a folder of colleagues", "They are only shown: leave it out.");
        }
        PublishedSettings settings = PublishedSettings.builder()
                .name(name)
                .folder(section.text("folder").getOrElse(name))
                .query(query)
                .mailbox(section.required("mailbox", "sales@fabrikon.example")
                        .strip()
                        .toLowerCase(Locale.ROOT))
                .backend(backend)
                .place(section.choice("place", Publication.Place.class)
                        .getOrElse(
                                backend == Backend.EWS ? Publication.Place.PUBLIC_FOLDERS : Publication.Place.MAILBOX))
                .company(section.text("company").getOrElse("").toLowerCase(Locale.ROOT))
                .companies(section.texts("companies").map(c -> c.toLowerCase(Locale.ROOT)))
                .zone(section.parsed("timeZone", "an IANA time zone such as Europe/Vienna", ZoneId::of)
                        .getOrElse(ZoneOffset.UTC))
                .country(ConfigurationFile.country(section))
                .takesNew(!workers && section.flag("takesNew").getOrElse(true))
                .lane(lane(section, contacts))
                .build();
        if (settings.place() == Publication.Place.PUBLIC_FOLDERS && backend == Backend.GRAPH) {
            section.wrong(
                    "place",
                    "cannot be public-folders: Graph has no public folders",
                    "Use a contact folder in a shared mailbox, or EWS.");
        }
        section.done();
        return settings;
    }

    private static LaneSettings lane(Section section, LaneSettings contacts) {
        if (section.has("onExchangeDelete")) {
            section.wrong("onExchangeDelete", "is not used for published folders", "Say onFolderDelete there.");
        }
        LaneSettings read = LaneSections.published(section, contacts);
        return read.withRules(read.rules()
                .withOnExchangeDelete(section.oneOf("onFolderDelete", ON_DELETE).getOrElse(SyncRules.OnDelete.RELEASE))
                .withOnRefused(
                        section.choice("onRefused", SyncRules.OnRefused.class).getOrElse(SyncRules.OnRefused.RETRY)));
    }
}
