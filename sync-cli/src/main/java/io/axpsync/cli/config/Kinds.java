package io.axpsync.cli.config;

import io.axpsync.core.item.Kind;
import io.vavr.control.Option;

/**
 * What is synchronised of a mailbox, and how.
 *
 * @param tasks none = tasks are left alone
 */
record Kinds(LaneSettings appointments, Option<LaneSettings> tasks) {

    /** What happens where the file says nothing: appointments alone. */
    static final Kinds NONE = new Kinds(LaneSections.defaults(Kind.APPOINTMENT), Option.none());

    /** These, with what a section says instead; a section of tasks switches them on. */
    Kinds read(Section section) {
        LaneSettings read = LaneSections.read(section.section("appointments"), Kind.APPOINTMENT, appointments);
        Option<LaneSettings> more = section.has("tasks")
                ? Option.some(LaneSections.read(
                        section.section("tasks"), Kind.TASK, tasks.getOrElse(() -> LaneSections.defaults(Kind.TASK))))
                : tasks;
        return new Kinds(read, more);
    }
}
