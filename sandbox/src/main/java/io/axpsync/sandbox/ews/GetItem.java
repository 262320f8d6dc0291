package io.axpsync.sandbox.ews;

import io.axpsync.sandbox.mailbox.CalendarItem;
import java.util.List;

/** GetItem: whole items, a batch of ids. */
final class GetItem implements Operation {

    @Override
    public List<Xml> answer(Call call, Xml request) {
        Xml wanted = request.required("m:ItemShape");
        List<Xml> ids = request.list("m:ItemIds");
        return new Batch(call, "GetItem", Xml.of("m:Items")).each(ids, id -> {
            ItemShape shape = ItemShape.read(wanted, call.version(), false);
            Call.In<CalendarItem> item = Ids.item(call, id);
            return List.of(Xml.of("m:Items", shape.render(call.view(item.mailbox(), item.what(), shape, false))));
        });
    }
}
