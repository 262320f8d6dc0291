package io.axpsync.sandbox.mailbox;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Every mail that Exchange would have sent, in order; nothing ever leaves the sandbox. */
public final class Outbox {

    private final CopyOnWriteArrayList<SentMail> mails = new CopyOnWriteArrayList<>();

    public List<SentMail> mails() {
        return List.copyOf(mails);
    }

    public void clear() {
        mails.clear();
    }

    /** Notes a mail that was sent. */
    public void add(SentMail mail) {
        mails.add(mail);
    }
}
