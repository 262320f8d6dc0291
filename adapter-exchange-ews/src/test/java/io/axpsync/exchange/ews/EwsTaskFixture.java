package io.axpsync.exchange.ews;

import io.axpsync.core.contract.side.SideFixture;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.LaneId;
import io.axpsync.core.item.Value;
import io.axpsync.core.port.SyncSide;
import io.axpsync.sandbox.http.Traffic;
import io.axpsync.sandbox.mailbox.Body;
import io.axpsync.sandbox.mailbox.BodyType;
import io.axpsync.sandbox.mailbox.Deletion;
import io.axpsync.sandbox.mailbox.FolderKind;
import io.axpsync.sandbox.mailbox.ImmutableTaskItem;
import io.axpsync.sandbox.mailbox.Mailbox;
import io.axpsync.sandbox.mailbox.TaskItem;
import io.vavr.collection.HashSet;
import io.vavr.collection.Set;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The adapter's tasks against the sandbox; its users work in the mailbox model, past the adapter. */
final class EwsTaskFixture implements SideFixture {

    private final SandboxEws sandbox;
    private final Lane lane;
    private final Lane other;
    private final SyncSide side;

    EwsTaskFixture(Traffic traffic) {
        sandbox = new SandboxEws(traffic);
        lane = tasks(sandbox.open("000001", "anna"));
        other = tasks(sandbox.open("000002", "bert"));
        side = sandbox.side();
    }

    private static Lane tasks(Lane lane) {
        return lane.withKind(Kind.TASK).withId(LaneId.of(lane.mailbox().personnelNumber(), Kind.TASK));
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
        return tasks(SandboxEws.lane("999999", "nobody"));
    }

    @Override
    public Set<Field> userSets() {
        return HashSet.of(Field.SUBJECT, Field.BODY, Field.DUE_DATE);
    }

    @Override
    public ItemRef put(Lane of, Item item, boolean marked) {
        ImmutableTaskItem.Builder draft = TaskItem.builder();
        item.values().forEach((field, value) -> set(draft, field, value));
        if (marked) {
            draft.addCategories("D365");
        }
        Mailbox box = box(of);
        return ItemRef.exchange(box.others()
                .create(box.folder(FolderKind.TASKS).id(), "Task", draft.build())
                .identity()
                .classicId());
    }

    private void change(Lane of, ItemRef ref, UnaryOperator<TaskItem> edit) {
        box(of).others().update(ref.id(), null, kept -> edit.apply((TaskItem) kept));
    }

    @Override
    public void edit(Lane of, ItemRef ref, Field field, Value value) {
        change(of, ref, task -> task.with(b -> set(b, field, value)));
    }

    @Override
    public void mark(Lane of, ItemRef ref, boolean marked) {
        change(of, ref, task -> {
            List<String> names = new ArrayList<>(task.categories());
            names.removeIf("D365"::equals);
            if (marked) {
                names.add("D365");
            }
            return task.with(b -> b.categories(names));
        });
    }

    @Override
    public void delete(Lane of, ItemRef ref) {
        box(of).others().delete(ref.id(), null, Deletion.TO_DELETED_ITEMS);
    }

    @Override
    public void moveElsewhere(Lane of, ItemRef ref) {
        Mailbox box = box(of);
        String parent = box.folder(FolderKind.ROOT).id();
        box.others()
                .move(
                        ref.id(),
                        box.createFolder(FolderKind.TASKS, parent, "Private").id());
    }

    @Override
    public int mailsSent() {
        return sandbox.boxes.outbox().mails().size();
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

    private static void set(ImmutableTaskItem.Builder item, Field field, Value value) {
        String text = value instanceof Value.Text t ? t.text() : "";
        switch (field) {
            case SUBJECT -> item.subject(text);
            case BODY -> item.body(new Body(BodyType.TEXT, text));
            case DUE_DATE ->
                item.due(
                        value instanceof Value.Date day
                                ? Optional.of(
                                        day.date().atStartOfDay(ZoneOffset.UTC).toInstant())
                                : Optional.empty());
            default -> throw new IllegalArgumentException("users here do not set " + field);
        }
    }
}
