package io.axpsync.sandbox.ews;

/** What the front end itself keeps between requests; the mailboxes keep the rest. */
record ServerState(
        EwsBehaviour behaviour,
        Versions versions,
        Attachments attachments,
        Subscriptions subscriptions,
        Searches searches) {

    static ServerState fresh(EwsBehaviour behaviour) {
        return new ServerState(behaviour, new Versions(), new Attachments(), new Subscriptions(), new Searches());
    }
}
