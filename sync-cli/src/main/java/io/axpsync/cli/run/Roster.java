package io.axpsync.cli.run;

import io.axpsync.cli.config.Configuration;
import io.axpsync.cli.config.MailboxSettings;
import io.axpsync.core.item.Mailbox;
import io.axpsync.core.item.Reason;
import io.axpsync.core.port.Directory;
import io.axpsync.core.port.PortFailure;
import io.vavr.collection.HashSet;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;
import io.vavr.control.Either;

/**
 * Whose mailboxes they are.
 *
 * @param known mailboxes with their worker
 * @param leftAlone mailboxes that fit no worker or several, and why
 */
public record Roster(Seq<Member> known, Seq<LeftAlone> leftAlone) {

    /** A mailbox and what the configuration says of it. */
    public record Member(MailboxSettings settings, Mailbox mailbox) {}

    /** A mailbox that is not synchronised. */
    public record LeftAlone(String address, Reason reason) {}

    static final Roster EMPTY = new Roster(Vector.empty(), Vector.empty());

    /** Asks D365, in one go, for the workers of all mailboxes, and for the mailboxes that are not listed. */
    static Either<PortFailure, Roster> of(Configuration configuration, Directory directory) {
        Set<String> listed = HashSet.ofAll(configuration.mailboxes().map(MailboxSettings::address));
        return (configuration.discovery().isEmpty() ? directory.workers(listed) : directory.workers()).map(workers -> {
            Roster roster = EMPTY;
            for (MailboxSettings settings : configuration.mailboxes().appendAll(discovered(configuration, workers))) {
                roster = roster.with(
                        settings,
                        configuration.insideDomains(),
                        workers.filter(w -> w.address().equalsIgnoreCase(settings.address())));
            }
            return roster.distinct();
        });
    }

    /** An address that is not listed, of a worker who has no listed one. */
    private static Seq<MailboxSettings> discovered(Configuration configuration, Seq<Directory.Worker> workers) {
        Seq<String> listed = configuration.mailboxes().map(MailboxSettings::address);
        Set<String> served = HashSet.ofAll(workers.filter(w -> listed.contains(w.address()))
                .map(Directory.Worker::personnelNumber)
                .appendAll(configuration.mailboxes().flatMap(MailboxSettings::personnelNumber)));
        return configuration
                .discovery()
                .toVector()
                .flatMap(d -> workers.filter(
                                w -> d.takes(w.address(), w.company()) && !served.contains(w.personnelNumber()))
                        .map(Directory.Worker::address)
                        .distinct()
                        .reject(listed::contains)
                        .map(d.settings()::withAddress));
    }

    private Roster with(MailboxSettings settings, Seq<String> inside, Seq<Directory.Worker> found) {
        Seq<Directory.Worker> fitting = settings.personnelNumber()
                .map(number -> found.filter(w -> w.personnelNumber().equals(number)))
                .getOrElse(found);
        boolean complete = settings.personnelNumber().isDefined()
                && settings.company().isDefined()
                && settings.timeZone().isDefined();
        if (fitting.size() > 1) {
            return alone(
                    settings,
                    Reason.of(
                            "several-workers",
                            settings.address() + " fits " + fitting.size() + " workers: "
                                    + fitting.map(Directory.Worker::personnelNumber)
                                            .mkString(", "),
                            "Name the right one in the configuration (personnelNumber), or correct D365."));
        } else if (fitting.isEmpty() && !complete) {
            return alone(settings, noWorker(settings, found));
        }
        String company = settings.company()
                .getOrElse(() ->
                        fitting.headOption().map(Directory.Worker::company).getOrElse(""));
        if (company.isEmpty()) {
            return alone(
                    settings,
                    Reason.of(
                            "no-company",
                            settings.address() + ": D365 knows no default company of its worker",
                            "Name the company for imported items in the configuration (company)."));
        }
        Mailbox mailbox = Mailbox.builder()
                .personnelNumber(settings.personnelNumber()
                        .getOrElse(() -> fitting.head().personnelNumber()))
                .address(settings.address())
                .displayName(fitting.headOption().map(Directory.Worker::name).getOrElse(""))
                .company(company)
                .companies(settings.companies())
                .zone(settings.timeZone().getOrElse(() -> fitting.head().zone()))
                .country(settings.country())
                .insideDomains(inside)
                .build();
        return new Roster(known.append(new Member(settings, mailbox)), leftAlone);
    }

    private static Reason noWorker(MailboxSettings settings, Seq<Directory.Worker> found) {
        return found.isEmpty()
                ? Reason.of(
                        "no-worker",
                        settings.address() + " fits no worker in D365",
                        "Enter the address with its worker or user in D365, or name personnelNumber, company and "
                                + "timeZone in the configuration.")
                : Reason.of(
                        "other-worker",
                        settings.address() + " belongs to worker "
                                + found.map(Directory.Worker::personnelNumber).mkString(", ") + ", not to "
                                + settings.personnelNumber().getOrElse(""),
                        "Correct personnelNumber in the configuration.");
    }

    private Roster alone(MailboxSettings settings, Reason reason) {
        return new Roster(known, leftAlone.append(new LeftAlone(settings.address(), reason)));
    }

    /** A worker with two mailboxes would have one lane twice; neither is taken. */
    private Roster distinct() {
        Roster roster = new Roster(Vector.empty(), leftAlone);
        for (Member member : known) {
            Seq<Member> same = known.filter(
                    m -> m.mailbox().personnelNumber().equals(member.mailbox().personnelNumber()));
            roster = same.size() == 1
                    ? new Roster(roster.known().append(member), roster.leftAlone())
                    : roster.alone(
                            member.settings(),
                            Reason.of(
                                    "two-mailboxes",
                                    "worker " + member.mailbox().personnelNumber() + " has several mailboxes here: "
                                            + same.map(m -> m.mailbox().address())
                                                    .mkString(", "),
                                    "Keep one of them in the configuration."));
        }
        return roster;
    }
}
