package io.axpsync.exchange.graph;

import io.axpsync.core.contract.side.MessageBox;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Lane;
import io.axpsync.core.port.SyncSide;
import io.axpsync.sandbox.http.Traffic;
import io.axpsync.sandbox.mailbox.Delivery;
import io.axpsync.sandbox.mailbox.Mailbox;
import io.axpsync.sandbox.mailbox.MessageItem;
import io.axpsync.sandbox.mailbox.OtherItem;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/** A mailbox with mails over Graph; its user works in the mailbox itself. */
final class MessagesInGraph implements MessageBox {

    private final SandboxGraph sandbox;
    private final Lane lane;
    private final SyncSide side;
    private final Mailbox anna;

    MessagesInGraph(Traffic traffic) {
        sandbox = new SandboxGraph(traffic);
        lane = MessageBox.messages(sandbox.open("000101", "anna"));
        side = sandbox.side();
        anna = sandbox.boxes.find("anna@contoso.example").orElseThrow();
    }

    @Override
    public SyncSide side() {
        return side;
    }

    @Override
    public Lane lane() {
        return lane;
    }

    private static ItemRef ref(OtherItem item) {
        return ItemRef.exchange(item.identity().immutableId());
    }

    private MessageItem message(ItemRef ref) {
        return (MessageItem) anna.others().find(ref.id()).orElseThrow().content();
    }

    @Override
    public ItemRef deliver(String folder, String mime, Instant received, String... categories) {
        return ref(new Delivery(
                        anna.folder(folder).orElseThrow().id(),
                        mime.getBytes(StandardCharsets.UTF_8),
                        received,
                        List.of(categories))
                .into(anna));
    }

    @Override
    public ItemRef move(ItemRef ref, String folder) {
        return ref(
                anna.others().move(ref.id(), anna.folder(folder).orElseThrow().id()));
    }

    @Override
    public void categorise(ItemRef ref, String... categories) {
        anna.others().update(ref.id(), null, mail -> ((MessageItem) mail).with(m -> m.categories(List.of(categories))));
    }

    @Override
    public Seq<String> categories(ItemRef ref) {
        return Vector.ofAll(message(ref).categories());
    }

    @Override
    public boolean isRead(ItemRef ref) {
        return message(ref).read();
    }

    @Override
    public int requests() {
        return sandbox.requests.get();
    }

    @Override
    public void close() {
        sandbox.close();
    }
}
