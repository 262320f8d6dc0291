package io.axpsync.cli.config;

import io.axpsync.core.item.Category;
import io.axpsync.core.item.DirectoryEntry;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.RecurringTasks;
import io.axpsync.core.item.Side;
import io.axpsync.core.plan.AttachmentRules;
import io.axpsync.core.plan.FieldPolicy;
import io.axpsync.core.plan.GuardLimits;
import io.axpsync.core.plan.SyncRules;
import io.axpsync.core.plan.Verb;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The sections that say how lanes are synchronised; what a mailbox does not say is taken from the defaults. */
final class LaneSections {

    private static final Pattern LIMIT = Pattern.compile("(\\d{1,7})\\s*/\\s*(\\d{1,3})\\s*%");

    /** What tells a user that his contact waits. */
    private static final Category COMPANY_UNKNOWN = new Category("D365: company unknown");

    private static final Map<String, DirectoryEntry.Type> COMPANIES = LinkedHashMap.of(
            "customers",
            DirectoryEntry.Type.CUSTOMER,
            "vendors",
            DirectoryEntry.Type.VENDOR,
            "prospects",
            DirectoryEntry.Type.PROSPECT);

    private LaneSections() {}

    /** What the kind's lanes do where nothing is said. */
    static LaneSettings defaults(Kind kind) {
        if (kind == Kind.MESSAGE) {
            return MailSection.defaults();
        }
        SyncRules rules = kind == Kind.CONTACT
                ? SyncRules.CONTACTS.withCompanyUnknown(Option.some(COMPANY_UNKNOWN))
                : SyncRules.builder().limits(GuardLimits.of(kind)).build();
        return LaneSettings.builder().rules(rules).build();
    }

    /** Tasks have no window, and nobody is mailed about them; keys that speak of that are unknown there. */
    static LaneSettings read(Section section, Kind kind, LaneSettings defaults) {
        if (kind == Kind.MESSAGE) {
            return messages(section, defaults);
        }
        LaneSettings settings = defaults.withRules(rules(section, kind, defaults.rules()))
                .withCompareEvery(Transport.duration(section, "compareEvery").getOrElse(defaults.compareEvery()));
        if (kind == Kind.APPOINTMENT) {
            settings = settings.withBack(Transport.duration(section, "back").getOrElse(defaults.back()))
                    .withAhead(Transport.duration(section, "ahead").getOrElse(defaults.ahead()));
        }
        if (kind == Kind.TASK) {
            settings = settings.withRecurring(
                    section.choice("recurring", RecurringTasks.class).getOrElse(defaults.recurring()));
        }
        if (kind == Kind.CONTACT) {
            settings = settings.withFolder(section.text("folder").orElse(defaults.folder()))
                    .withCategories(
                            section.has("categories")
                                    ? section.texts("categories")
                                            .map(Category::new)
                                            .toSet()
                                    : defaults.categories());
        }
        section.done();
        return settings;
    }

    /** Of a published folder; its section has further keys. */
    static LaneSettings published(Section section, LaneSettings defaults) {
        return defaults.withRules(rules(section, Kind.CONTACT, defaults.rules()))
                .withFolder(Option.none())
                .withCompareEvery(Transport.duration(section, "compareEvery").getOrElse(defaults.compareEvery()));
    }

    /** Nothing flows after the import: there are no conflicts, and nothing is deleted. */
    private static LaneSettings messages(Section section, LaneSettings defaults) {
        LaneSettings settings = MailSection.read(section, defaults);
        SyncRules rules = settings.rules();
        LaneSettings read = settings.withRules(rules.withPrivacy(
                        section.choice("privacy", SyncRules.Privacy.class).getOrElse(rules.privacy()))
                .withMaskedSubject(section.text("maskedSubject").getOrElse(rules.maskedSubject()))
                .withAttachments(attachments(section.section("attachments"), rules.attachments()))
                .withLimits(limits(section.section("limits"), Kind.MESSAGE, rules.limits())));
        section.done();
        return read;
    }

    private static SyncRules rules(Section section, Kind kind, SyncRules defaults) {
        SyncRules rules = switch (kind) {
            case APPOINTMENT ->
                defaults.withCancelMeetings(section.flag("cancelMeetings").getOrElse(defaults.cancelMeetings()))
                        .withMaskedSubject(section.text("maskedSubject").getOrElse(defaults.maskedSubject()))
                        .withAttachments(attachments(section.section("attachments"), defaults.attachments()));
            case CONTACT -> imports(section, defaults);
            default -> defaults.withMaskedSubject(section.text("maskedSubject").getOrElse(defaults.maskedSubject()));
        };
        return rules.withPolicy(section.choice("policy", FieldPolicy.class).getOrElse(defaults.policy()))
                .withPolicies(policies(section.section("policies"), kind, defaults.policies()))
                .withFirst(section.choice("first", Side.class).getOrElse(defaults.first()))
                .withOnD365Delete(
                        section.choice("onD365Delete", SyncRules.OnDelete.class).getOrElse(defaults.onD365Delete()))
                .withOnExchangeDelete(section.choice("onExchangeDelete", SyncRules.OnDelete.class)
                        .getOrElse(defaults.onExchangeDelete()))
                .withPrivacy(section.choice("privacy", SyncRules.Privacy.class).getOrElse(defaults.privacy()))
                .withLimits(limits(section.section("limits"), kind, defaults.limits()));
    }

    /** Which files get a copy in D365; limits in megabytes. */
    private static AttachmentRules attachments(Section section, AttachmentRules defaults) {
        AttachmentRules rules = new AttachmentRules(
                section.integer("perFile", 0, 100)
                        .map(mb -> mb * AttachmentRules.MEGABYTE)
                        .getOrElse(defaults.perFile()),
                section.integer("perItem", 0, 1000)
                        .map(mb -> mb * AttachmentRules.MEGABYTE)
                        .getOrElse(defaults.perItem()),
                section.has("blocked")
                        ? section.texts("blocked")
                                .map(word -> word.replaceFirst("^\\.", "").toLowerCase(Locale.ROOT))
                                .toSet()
                        : defaults.blocked());
        section.done();
        return rules;
    }

    /** For whom a contact that a user made becomes a contact person. */
    private static SyncRules imports(Section section, SyncRules defaults) {
        Seq<DirectoryEntry.Type> order = section.texts("companyOrder")
                .flatMap(word -> Option.of(
                                COMPANIES.get(word.toLowerCase(Locale.ROOT)).getOrNull())
                        .onEmpty(() -> section.wrong(
                                "companyOrder",
                                "does not know " + word,
                                "Use " + COMPANIES.keySet().mkString(", ") + ".")));
        return defaults.withCompanyOrder(order.isEmpty() ? defaults.companyOrder() : order)
                .withCompanyThreshold(
                        section.integer("companyThreshold", 1, 100).getOrElse(defaults.companyThreshold()))
                .withCompanyUnknown(
                        section.text("companyUnknown").map(Category::new).orElse(defaults.companyUnknown()));
    }

    private static Map<Field, FieldPolicy> policies(Section section, Kind kind, Map<Field, FieldPolicy> defaults) {
        Map<Field, FieldPolicy> policies = defaults;
        for (Field field : Field.of(kind)) {
            for (FieldPolicy policy : section.choice(Section.yaml(field), FieldPolicy.class)) {
                policies = policies.put(field, policy);
            }
        }
        section.done();
        return policies;
    }

    private static GuardLimits limits(Section section, Kind kind, GuardLimits defaults) {
        Map<Verb, GuardLimits.Limit> byVerb = defaults.byVerb();
        for (Verb verb : Vector.of(Verb.CREATE, Verb.UPDATE, Verb.BLANK, Verb.DELETE, Verb.RELEASE)) {
            String key = verb.name().toLowerCase(Locale.ROOT);
            for (GuardLimits.Limit limit : limit(section, key, kind)) {
                byVerb = byVerb.put(verb, limit);
            }
        }
        int inside = defaults.mailsInside();
        int outside = defaults.mailsOutside();
        if (kind == Kind.APPOINTMENT) {
            inside = section.integer("mailsInside", 0, 1_000_000).getOrElse(inside);
            outside = section.integer("mailsOutside", 0, 1_000_000).getOrElse(outside);
        }
        section.done();
        return new GuardLimits(byVerb, inside, outside);
    }

    /** Imported messages are not kept in agreement: there is nothing to take a percentage of. */
    private static Option<GuardLimits.Limit> limit(Section section, String key, Kind kind) {
        return kind == Kind.MESSAGE
                ? section.integer(key, 0, 10_000_000).map(GuardLimits.Limit::alone)
                : section.parsed(key, "a limit such as \"50 / 10 %\"", LaneSections::limit);
    }

    private static GuardLimits.Limit limit(String text) {
        Matcher m = LIMIT.matcher(text);
        if (!m.matches() || Integer.parseInt(m.group(2)) > 100) {
            throw new IllegalArgumentException(text);
        }
        return new GuardLimits.Limit(Integer.parseInt(m.group(1)), Integer.parseInt(m.group(2)));
    }
}
