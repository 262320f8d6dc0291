package io.axpsync.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.axpsync.sandbox.d365.D365Service;
import io.axpsync.sandbox.ews.EwsBehaviour;
import io.axpsync.sandbox.ews.EwsService;
import io.axpsync.sandbox.graph.GraphService;
import io.axpsync.sandbox.http.Handler;
import io.axpsync.sandbox.mailbox.Mailboxes;
import java.util.function.UnaryOperator;

/** The company's servers in their present state; a reset makes new ones. */
record Servers(Mailboxes mailboxes, GraphService graph, EwsService ews, EwsBehaviour ewsBehaviour, D365Service d365) {

    /**
     * @param graphParts what stands before Graph for each part of a batch
     * @param d365Parts the same for D365
     */
    static Servers start(
            SandboxOptions options,
            SandboxClock clock,
            UnaryOperator<Handler> graphParts,
            UnaryOperator<Handler> d365Parts) {
        Mailboxes mailboxes = CompanyMailboxes.open(options.company(), clock);
        EwsBehaviour ewsBehaviour = new EwsBehaviour();
        return new Servers(
                mailboxes,
                new GraphService(mailboxes, graphParts),
                new EwsService(mailboxes, ewsBehaviour),
                ewsBehaviour,
                new D365Service(options.company(), clock, options.d365(), d365Parts));
    }

    /** All raw items: {@code d365} by set, {@code mailboxes} and {@code outbox}. */
    ObjectNode snapshot() {
        ObjectNode all = mailboxes.snapshot();
        all.set("d365", d365.snapshot());
        return all;
    }
}
