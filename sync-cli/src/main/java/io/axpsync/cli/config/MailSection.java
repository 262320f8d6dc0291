package io.axpsync.cli.config;

import io.axpsync.core.item.Category;
import io.axpsync.core.item.DirectoryEntry;
import io.axpsync.core.plan.ImportRules;
import io.axpsync.core.plan.SyncRules;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.control.Option;
import java.time.Duration;
import java.util.Locale;

/** The section {@code mail}: how marked messages are imported. */
final class MailSection {

    /** What tells a user that his message was imported. */
    private static final Category IMPORTED = new Category("D365: imported");

    /** A message is marked by hand, however old it is; what is imported is told from what is not by the marker. */
    static final Duration ALWAYS = Duration.ofDays(36_500);

    private static final Map<String, DirectoryEntry.Type> DIRECTORIES = LinkedHashMap.of(
            "contacts", DirectoryEntry.Type.CONTACT_PERSON,
            "customers", DirectoryEntry.Type.CUSTOMER,
            "vendors", DirectoryEntry.Type.VENDOR,
            "prospects", DirectoryEntry.Type.PROSPECT);

    private MailSection() {}

    static LaneSettings defaults() {
        return LaneSettings.builder()
                .rules(SyncRules.MESSAGES.withImports(
                        ImportRules.builder().imported(Option.some(IMPORTED)).build()))
                .back(ALWAYS)
                .ahead(ALWAYS)
                .build();
    }

    /** Where the marker stays, what is looked at is bounded by the time at which it was received. */
    static LaneSettings read(Section section, LaneSettings settings) {
        ImportRules rules = rules(section, settings.rules().imports());
        Duration back = rules.onImported() == ImportRules.OnImported.REPLACED
                ? ALWAYS
                : Transport.duration(section, "back").getOrElse(Duration.ofDays(30));
        if (rules.onImported() == ImportRules.OnImported.REPLACED && section.has("back")) {
            section.wrong(
                    "back", "is not used while the marker is replaced", "Take it out, or say onImported: joined.");
            section.text("back");
        }
        return settings.withBack(back).withRules(settings.rules().withImports(rules));
    }

    private static ImportRules rules(Section section, ImportRules defaults) {
        return defaults.withImported(section.text("imported").map(Category::new).orElse(defaults.imported()))
                .withOnImported(section.choice("onImported", ImportRules.OnImported.class)
                        .getOrElse(defaults.onImported()))
                .withFurther(
                        section.choice("further", ImportRules.Further.class).orElse(defaults.further()))
                .withUnassociated(section.choice("unassociated", ImportRules.Unassociated.class)
                        .getOrElse(defaults.unassociated()))
                .withPrimaryOrder(primary(section, defaults.primaryOrder()))
                .withExcluded(section.has("exclude") ? lower(section.texts("exclude")) : defaults.excluded())
                .withExcludeInternal(section.flag("excludeInternal").getOrElse(defaults.excludeInternal()))
                .withProtectedMails(section.choice("protectedMails", ImportRules.ProtectedMails.class)
                        .getOrElse(defaults.protectedMails()));
    }

    private static Set<String> lower(Seq<String> texts) {
        return texts.map(text -> text.strip().toLowerCase(Locale.ROOT)).toSet();
    }

    private static Seq<DirectoryEntry.Type> primary(Section section, Seq<DirectoryEntry.Type> defaults) {
        Seq<DirectoryEntry.Type> order = section.texts("primaryOrder")
                .flatMap(word -> DIRECTORIES
                        .get(word.toLowerCase(Locale.ROOT))
                        .onEmpty(() -> section.wrong(
                                "primaryOrder",
                                "does not know " + word,
                                "Use " + DIRECTORIES.keySet().mkString(", ") + ".")));
        return order.isEmpty() ? defaults : order;
    }
}
