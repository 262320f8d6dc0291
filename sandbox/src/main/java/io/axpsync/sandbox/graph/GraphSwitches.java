package io.axpsync.sandbox.graph;

import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.axpsync.sandbox.admin.Switch;
import io.axpsync.sandbox.mailbox.MailboxBehaviour;
import java.util.List;

/** The names by which Graph's behaviours, and those of the mailboxes behind both front ends, are switched over HTTP. */
public final class GraphSwitches {

    private GraphSwitches() {}

    public static List<Switch> of(GraphService graph) {
        GraphFaults faults = graph.faults();
        return List.of(
                new Switch(
                        "graph.holds-notifications",
                        "notifications wait; set to false, they are sent late",
                        () -> BooleanNode.valueOf(faults.holdsNotifications()),
                        json -> faults.holdNotifications(json.booleanValue())),
                Switch.flag(
                        "graph.repeats-notifications", "each notification comes twice", faults.repeatsNotifications()),
                Switch.number(
                        "graph.foreign-notifications",
                        "the next notifications carry another clientState",
                        faults.foreignNotifications()),
                Switch.number(
                        "graph.lost-notifications",
                        "the next notifications are lost; a lifecycle event missed is sent",
                        faults.lostNotifications()),
                new Switch(
                        "graph.lifecycle-event",
                        "sends missed, subscriptionRemoved or reauthorizationRequired about each subscription",
                        () -> TextNode.valueOf(""),
                        json -> graph.lifecycle(json.asText())),
                Switch.number(
                        "graph.empty-pages", "the next delta pages are empty, with a next link", faults.emptyPages()),
                Switch.flag("graph.repeats-items", "delta pages give their first item twice", faults.repeatsItems()),
                Switch.flag("graph.reverses-pages", "delta pages come in reverse order", faults.reversesPages()),
                Switch.flag(
                        "graph.sparse-occurrences",
                        "delta gives occurrences with their times alone",
                        faults.sparseOccurrences()),
                Switch.flag(
                        "graph.removes-out-of-window",
                        "delta gives what left the window as removed, or else says nothing",
                        faults.removesOutOfWindow()),
                Switch.flag(
                        "graph.refuses-delta-options",
                        "delta over calendarView refuses query options, or else passes over them",
                        faults.refusesDeltaOptions()),
                Switch.flag(
                        "graph.expiry-is-gone",
                        "expired delta tokens: 410 with a Location, or else 404 syncStateNotFound",
                        faults.expiryIsGone()),
                Switch.flag(
                        "graph.marks-cancelled-occurrences",
                        "delta marks deleted occurrences as removed",
                        faults.marksCancelledOccurrences()),
                Switch.number(
                        "graph.precondition-failures",
                        "the next requests for single items answer 412 without cause",
                        faults.preconditionFailures()),
                Switch.number(
                        "graph.throttles",
                        "the next mailbox requests, parts of batches too, answer 429",
                        faults.throttles()),
                Switch.number("graph.retry-after-seconds", "what Retry-After says then", faults.retryAfterSeconds()),
                Switch.flag(
                        "graph.limits-concurrency",
                        "more than four requests at once for a mailbox answer 429",
                        faults.limitsConcurrency()),
                Switch.flag("graph.batch-in-order", "parts of a batch are answered in order", faults.batchInOrder()),
                Switch.number("graph.lost-answers", "the next writes are done and answered 504", faults.lostAnswers()));
    }

    public static List<Switch> of(MailboxBehaviour behaviour) {
        return List.of(
                Switch.flag(
                        "exchange.rewrites-html", "bodies are stored as whole HTML pages", behaviour.rewritesHtml()),
                Switch.flag(
                        "exchange.bumps-after-write",
                        "the change key moves once more after each write",
                        behaviour.bumpsAfterWrite()),
                Switch.flag(
                        "exchange.mails-own-fields",
                        "writes of an organiser's own fields mail the attendees",
                        behaviour.mailsOwnFields()),
                Switch.flag(
                        "exchange.reads-deleted-items",
                        "deleted items are still found by their immutable id",
                        behaviour.readsDeletedItems()),
                Switch.flag("exchange.new-ids-on-move", "a moved item gets a new classic id", behaviour.newIdsOnMove()),
                Switch.number("exchange.ignored-writes", "the next writes have no effect", behaviour.ignoredWrites()),
                Switch.number(
                        "exchange.doubled-creates", "the next creates make two items", behaviour.doubledCreates()),
                Switch.number("exchange.extra-mails", "the next writes send a mail too many", behaviour.extraMails()),
                Switch.addresses("exchange.denied", "mailboxes that the application may not open", behaviour.denied()),
                Switch.addresses(
                        "exchange.read-only",
                        "mailboxes that the application may read, but not write",
                        behaviour.readOnly()),
                Switch.event(
                        "exchange.expire-tokens",
                        "all delta tokens and sync states given out are expired",
                        behaviour::expireTokens));
    }
}
