package io.axpsync.cli.config;

import io.axpsync.core.item.Kind;
import io.vavr.control.Option;

/**
 * What is synchronised of a mailbox, and how.
 *
 * @param tasks none = tasks are left alone
 * @param contacts none = contacts are left alone
 * @param mail none = messages are left alone
 */
record Kinds(
        LaneSettings appointments,
        Option<LaneSettings> tasks,
        Option<LaneSettings> contacts,
        Option<LaneSettings> mail) {

    /** What happens where the file says nothing: appointments alone. */
    static final Kinds NONE =
            new Kinds(LaneSections.defaults(Kind.APPOINTMENT), Option.none(), Option.none(), Option.none());

    /** These, with what a section says instead; a section of tasks, contacts or mail switches them on. */
    Kinds read(Section section) {
        LaneSettings read = LaneSections.read(section.section("appointments"), Kind.APPOINTMENT, appointments);
        return new Kinds(
                read,
                more(section, "tasks", Kind.TASK, tasks),
                more(section, "contacts", Kind.CONTACT, contacts),
                more(section, "mail", Kind.MESSAGE, mail));
    }

    private static Option<LaneSettings> more(Section section, String key, Kind kind, Option<LaneSettings> so) {
        return section.has(key)
                ? Option.some(
                        LaneSections.read(section.section(key), kind, so.getOrElse(() -> LaneSections.defaults(kind))))
                : so;
    }
}
