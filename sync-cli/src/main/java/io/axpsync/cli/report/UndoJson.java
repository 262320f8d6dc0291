package io.axpsync.cli.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.axpsync.cli.run.Synchronisation;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.run.UndoReport;
import io.vavr.control.Option;
import java.util.Locale;

/** What an undo did, and what it cannot do, for programs: a run's document with {@code refused} and {@code mailsOut}. */
public final class UndoJson {

    private final boolean showSubjects;

    public UndoJson(boolean showSubjects) {
        this.showSubjects = showSubjects;
    }

    public ObjectNode of(int exit, Synchronisation.Undone undone) {
        ObjectNode document = new ResultJson(showSubjects).of("undo", exit, undone.result());
        for (UndoReport report : undone.report()) {
            document.put("found", report.found());
            document.put("recipientsMailed", report.recipients());
            ArrayNode refused = document.putArray("refused");
            for (UndoReport.Refused r : report.refused()) {
                ObjectNode node = refused.addObject().put("lane", r.lane().id());
                about(node, r.item(), r.title());
                node.set("reason", Json.reason(r.reason()));
            }
            ArrayNode mails = document.putArray("mailsOut");
            for (UndoReport.MailsOut m : report.mails()) {
                ObjectNode node = mails.addObject()
                        .put("lane", m.lane().id())
                        .put("what", m.mailed().what())
                        .put("inside", m.mailed().inside())
                        .put("outside", m.mailed().outside());
                about(node, m.item(), m.title());
            }
        }
        return document;
    }

    private void about(ObjectNode node, Option<ItemRef> item, String title) {
        if (showSubjects) {
            node.put("title", title);
        }
        item.forEach(ref -> node.putObject("item")
                .put("side", ref.side().name().toLowerCase(Locale.ROOT))
                .put("id", ref.id()));
    }
}
