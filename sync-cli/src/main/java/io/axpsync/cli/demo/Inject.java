package io.axpsync.cli.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.axpsync.cli.config.Backend;
import io.axpsync.cli.demo.stage.Admin;

/** Faults by which the demonstration itself is tried: each must make it fail. */
enum Inject {
    /** A write on Exchange answers success and has no effect. */
    EMPTY_SUCCESS("no-effect"),
    /** A create on Exchange makes two items. */
    DOUBLE("double-effect"),
    /** A create on Exchange sends a mail that nobody asked for. */
    EXTRA_MAIL("extra-mail"),
    /** An event vanishes from a calendar while a listing is empty, as if that had been believed. Disasters only. */
    LOST_ITEM("");

    private final String kind;

    Inject(String kind) {
        this.kind = kind;
    }

    void into(Admin admin, Backend backend) {
        if (this == LOST_ITEM) {
            return;
        }
        ObjectNode rule = Admin.object().put("kind", kind);
        if (backend == Backend.GRAPH) {
            rule.put("frontEnd", "graph").put("method", "POST").put("path", "/events$");
        } else {
            rule.put("frontEnd", "ews").put("operation", "CreateItem");
        }
        admin.fault(rule);
    }
}
