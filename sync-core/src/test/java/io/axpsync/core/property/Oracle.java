package io.axpsync.core.property;

import io.axpsync.core.change.Change;
import io.axpsync.core.change.ChangeDetector;
import io.axpsync.core.change.Fingerprints;
import io.axpsync.core.change.Observed;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.ItemVersion;
import io.axpsync.core.item.LinkId;
import io.axpsync.core.item.NormalForm;
import io.axpsync.core.item.Side;
import io.axpsync.core.link.Link;
import io.axpsync.core.link.LinkState;
import io.axpsync.core.memory.Mail;
import io.axpsync.core.plan.Decision;
import io.axpsync.core.plan.FieldPolicy;
import io.axpsync.core.plan.MailRules;
import io.axpsync.core.port.Write;
import io.axpsync.core.run.RunReport;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Watches each run for what must never happen, and judges at the end whether everything agrees. */
final class Oracle {

    final Company company;
    final Seen seen;
    /** Whether a server has changed values that were written to it. */
    boolean lossy;

    /** Which items each link ever had. */
    private final Map<LinkId, Set<ItemRef>> ofLink = new LinkedHashMap<>();

    private final Consumer<String> tell;
    private final ChangeDetector detector;

    Oracle(Company company, Seen seen, Consumer<String> tell) {
        this.company = company;
        this.seen = seen;
        this.tell = tell;
        this.detector = new ChangeDetector(new Fingerprints(
                company.store.fingerprintKey().id(),
                company.store.fingerprintKey().key()));
    }

    /** What was so before a run. */
    private record Before(Set<ItemRef> marked, Map<ItemRef, Item> items, Map<LinkId, String> cells) {}

    /** Lets a run happen. */
    void watch() {
        Before before = before();
        EnumMap<Side, Integer> written = new EnumMap<>(Side.class);
        Vector.of(Side.values())
                .forEach(s -> written.put(s, company.at(s).written().size()));
        int mails = company.exchange.mails().size();
        RunReport report = company.run();
        tell.accept(describe(report));
        remember();
        for (Side side : Side.values()) {
            company.at(side).written().drop(written.getOrDefault(side, 0)).forEach(w -> permitted(w, side, before));
        }
        company.exchange.mails().drop(mails).forEach(m -> justified(m, before));
        notice(report, before);
    }

    private Before before() {
        Set<ItemRef> marked = new HashSet<>();
        Map<ItemRef, Item> items = new LinkedHashMap<>();
        for (Thing thing : company.things) {
            items.put(thing.ref, company.see(thing));
            if (company.alive(thing) && !thing.away() && company.marked(thing)) {
                marked.add(thing.ref);
            }
        }
        Map<LinkId, String> cells = new LinkedHashMap<>();
        for (Link link : links()) {
            if (link.state() == LinkState.LINKED || link.state() == LinkState.PENDING) {
                cells.put(link.id(), sort(link, Side.D365) + " x " + sort(link, Side.EXCHANGE));
            }
        }
        remember();
        return new Before(marked, items, cells);
    }

    private Seq<Link> links() {
        return company.store.links().ofLane(company.lane.id());
    }

    private void remember() {
        for (Link link : links()) {
            Set<ItemRef> refs = ofLink.computeIfAbsent(link.id(), id -> new HashSet<>());
            link.d365().forEach(refs::add);
            link.exchange().forEach(refs::add);
        }
    }

    private Change.Sort sort(Link link, Side side) {
        return company.thing(link.ref(side))
                .map(thing -> {
                    if (!company.alive(thing)) {
                        return Change.Sort.DELETED;
                    } else if (thing.away() || !company.marked(thing)) {
                        return Change.Sort.LEFT;
                    }
                    Observed.Present now = Observed.Present.builder()
                            .ref(thing.ref)
                            .version(new ItemVersion(""))
                            .marked(true)
                            .build();
                    var capabilities =
                            (side == Side.D365 ? company.setting.d365() : company.setting.exchange()).capabilities();
                    return detector.changed(link.baseline(side), company.see(thing), now, capabilities)
                                    .isEmpty()
                            ? Change.Sort.UNCHANGED
                            : Change.Sort.CHANGED;
                })
                .getOrElse(Change.Sort.ABSENT);
    }

    /** Only what is in scope is written, and only what a user deleted on the other side is removed. */
    private void permitted(Write write, Side side, Before before) {
        if (write instanceof Write.Update u && before.items().containsKey(u.ref())) {
            must(
                    before.marked().contains(u.ref()) || u.marked().contains(true),
                    "an item out of scope was written: " + u.ref());
            before.marked().add(u.ref());
        } else if (write instanceof Write.Remove r) {
            must(before.marked().contains(r.ref()), "an item out of scope was removed: " + r.ref());
            boolean byUser = ofLink.getOrDefault(r.link(), Set.of()).stream()
                    .filter(ref -> ref.side() != side)
                    .flatMap(ref ->
                            io.vavr.control.Option.of(company.byRef.get(ref)).toJavaStream())
                    .anyMatch(t -> t.deletedByUser);
            must(byUser, "removed although no user deleted its counterpart: " + r.ref());
        }
    }

    /** Nobody is mailed about a meeting that is over, or by somebody else's meeting, or without a change to see. */
    private void justified(Mail mail, Before before) {
        Thing thing = company.meet(mail.about());
        Item was = before.items().getOrDefault(mail.about(), Item.empty(company.lane.kind()));
        Item is = company.alive(thing) ? company.see(thing) : Item.empty(company.lane.kind());
        MailRules rules =
                new MailRules(company.setting.exchange().capabilities(), company.lane.mailbox(), company.now());
        must(thing.role == Observed.Role.OWNER, "mailed about somebody else's meeting: " + mail);
        must(
                !rules.isOver(is) && company.alive(thing) || !rules.isOver(was),
                "mailed about a meeting that is over: " + mail);
        boolean differs = Field.of(company.lane.kind())
                .filter(Field::attendeesSee)
                .exists(f -> !NormalForm.same(f, was.value(f), is.value(f)));
        must(differs, "mailed although attendees see no change: " + mail);
        must(
                mail.sort() != Mail.Sort.CANCELLATION || company.alive(thing) || company.setting.cancelMeetings(),
                "cancelled although the lane does not cancel meetings: " + mail);
        seen.saw("mail " + mail.sort());
    }

    private void notice(RunReport report, Before before) {
        var plan = report.lanes().head().plan();
        Seq<LinkId> decided = plan.toVector()
                .flatMap(p -> p.decisions().appendAll(p.held().map(h -> h.decision())))
                .flatMap(Decision::link)
                .map(Link::id);
        must(decided.distinct().size() == decided.size(), "more than one decision about a link: " + decided);
        for (Decision d : plan.toVector().flatMap(p -> p.decisions())) {
            seen.saw("decision " + d.getClass().getSimpleName());
            d.link()
                    .flatMap(l -> io.vavr.control.Option.of(before.cells().get(l.id())))
                    .forEach(cell -> seen.saw("cell " + cell));
            boolean asks = company.setting.policy() == FieldPolicy.ASK;
            if (d instanceof Decision.Update u
                    && (asks ? !u.asked().isEmpty() : !u.merge().conflicts().isEmpty())) {
                seen.saw("conflict " + company.setting.policy());
            }
        }
        links().forEach(l -> seen.saw("link " + l.state()));
        if (report.held() > 0) {
            seen.saw("held");
        }
    }

    private static String describe(RunReport report) {
        var lane = report.lanes().head();
        return "run: " + report.summary() + " " + lane.done()
                + lane.failure().map(f -> "\n    failed: " + f.text()).getOrElse("")
                + lane.plan()
                        .toVector()
                        .flatMap(p -> p.decisions()
                                .map(Oracle::describe)
                                .appendAll(p.held().map(h -> "held " + describe(h.decision()) + " " + h.reason())))
                        .map(s -> "\n    " + s)
                        .mkString()
                + lane.cases()
                        .map(c -> "\n    case " + c.state() + " " + c.items() + " "
                                + c.reason().code() + " tries " + c.tries())
                        .mkString();
    }

    private static String describe(Decision d) {
        return d.getClass().getSimpleName() + " " + d.items() + " "
                + d.link().map(l -> l.id() + " " + l.state()).getOrElse("") + " "
                + d.reason().code() + ": "
                + d.reason().text() + (d instanceof Decision.Update u ? " " + u.merge() : "")
                + (d instanceof Decision.Adopt a ? " " + a.merge() + " mark " + a.mark() : "");
    }

    /** After quiet: everything agrees. */
    void judge() {
        new Judgement(this).judge();
    }

    void must(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }

    /** Old values that the journal holds, by item, field and text. */
    Set<String> journaled() {
        Set<String> all = new HashSet<>();
        company.store
                .journal()
                .newest(company.lane.id(), 1_000_000)
                .forEach(e -> e.before()
                        .forEach((f, v) ->
                                e.ref().forEach(ref -> all.add(ref + " " + f + " " + NormalForm.text(f, v)))));
        return all;
    }
}
