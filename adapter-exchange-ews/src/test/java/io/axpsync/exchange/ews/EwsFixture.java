package io.axpsync.exchange.ews;

import io.axpsync.core.contract.side.SideFixture;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.Value;
import io.axpsync.core.port.SyncSide;
import io.axpsync.sandbox.http.Traffic;
import io.axpsync.sandbox.mailbox.Body;
import io.axpsync.sandbox.mailbox.BodyType;
import io.axpsync.sandbox.mailbox.CalendarItem;
import io.axpsync.sandbox.mailbox.Deletion;
import io.axpsync.sandbox.mailbox.FolderKind;
import io.axpsync.sandbox.mailbox.ImmutableCalendarItem;
import io.axpsync.sandbox.mailbox.Mailbox;
import io.axpsync.sandbox.mailbox.Notify;
import io.axpsync.sandbox.mailbox.Place;
import io.axpsync.sandbox.mailbox.ZonedTime;
import java.util.ArrayList;
import java.util.List;

/** The adapter against the sandbox; its users work in the mailbox model, past the adapter. */
final class EwsFixture implements SideFixture {

    private static final String ZONE = "W. Europe Standard Time";

    private final SandboxEws sandbox;
    private final Lane lane;
    private final Lane other;
    private final SyncSide side;

    EwsFixture(Traffic traffic) {
        sandbox = new SandboxEws(traffic);
        lane = sandbox.open("000001", "anna");
        other = sandbox.open("000002", "bert");
        side = sandbox.side(sandbox.config().build());
    }

    @Override
    public SyncSide side() {
        return side;
    }

    @Override
    public SyncSide restarted() {
        return sandbox.side();
    }

    @Override
    public Lane lane() {
        return lane;
    }

    @Override
    public Lane otherLane() {
        return other;
    }

    @Override
    public Lane strangeLane() {
        return SandboxEws.lane("999999", "nobody");
    }

    @Override
    public ItemRef put(Lane of, Item item, boolean marked) {
        ImmutableCalendarItem.Builder draft = CalendarItem.builder()
                .start(ZonedTime.of(java.time.LocalDateTime.of(2026, 6, 1, 9, 0), ZONE))
                .end(ZonedTime.of(java.time.LocalDateTime.of(2026, 6, 1, 10, 0), ZONE));
        item.values().forEach((field, value) -> set(draft, field, value));
        if (marked) {
            draft.addCategories("D365");
        }
        Mailbox box = box(of);
        return ref(box.create(box.folder(FolderKind.CALENDAR).id(), draft.build(), Notify.AS_NEEDED));
    }

    @Override
    public void edit(Lane of, ItemRef ref, Field field, Value value) {
        box(of).update(ref.id(), null, before -> before.with(b -> set(b, field, value)), Notify.AS_NEEDED);
    }

    @Override
    public void mark(Lane of, ItemRef ref, boolean marked) {
        box(of).update(
                        ref.id(),
                        null,
                        before -> {
                            List<String> names = new ArrayList<>(before.categories());
                            names.removeIf("D365"::equals);
                            if (marked) {
                                names.add("D365");
                            }
                            return before.with(b -> b.categories(names));
                        },
                        Notify.AS_NEEDED);
    }

    @Override
    public void delete(Lane of, ItemRef ref) {
        box(of).delete(ref.id(), null, Deletion.TO_DELETED_ITEMS, Notify.AS_NEEDED, "");
    }

    @Override
    public void moveElsewhere(Lane of, ItemRef ref) {
        Mailbox box = box(of);
        String parent = box.folder(FolderKind.CALENDAR).id();
        box.move(
                ref.id(),
                box.createFolder(FolderKind.CALENDAR, parent, "Private").id());
    }

    @Override
    public int mailsSent() {
        return sandbox.boxes.outbox().mails().stream()
                .mapToInt(mail -> mail.to().size())
                .sum();
    }

    @Override
    public int requests() {
        return sandbox.requests.get();
    }

    @Override
    public void close() {
        sandbox.close();
    }

    private Mailbox box(Lane of) {
        return sandbox.boxes.find(of.mailbox().address()).orElseThrow();
    }

    private static ItemRef ref(CalendarItem item) {
        return ItemRef.exchange(item.identity().classicId());
    }

    private static void set(ImmutableCalendarItem.Builder item, Field field, Value value) {
        String text = value instanceof Value.Text t ? t.text() : "";
        switch (field) {
            case SUBJECT -> item.subject(text);
            case BODY -> item.body(new Body(BodyType.TEXT, text));
            case LOCATION -> item.places(List.of(Place.named(text)));
            case PERIOD -> {
                if (value instanceof Value.Days d) {
                    item.allDay(true)
                            .start(ZonedTime.of(d.start().atStartOfDay(), ZONE))
                            .end(ZonedTime.of(d.end().atStartOfDay(), ZONE));
                } else if (value instanceof Value.Period p) {
                    item.allDay(false).start(ZonedTime.at(p.start(), ZONE)).end(ZonedTime.at(p.end(), ZONE));
                }
            }
            default -> throw new IllegalArgumentException("users here do not set " + field);
        }
    }
}
