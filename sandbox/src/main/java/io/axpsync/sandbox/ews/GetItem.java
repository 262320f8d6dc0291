package io.axpsync.sandbox.ews;

import java.util.List;

/** GetItem: whole items, a batch of ids. */
final class GetItem implements Operation {

    @Override
    public List<Xml> answer(Call call, Xml request) {
        Xml wanted = request.required("m:ItemShape");
        List<Xml> ids = request.list("m:ItemIds");
        return new Batch(call, "GetItem", Xml.of("m:Items")).each(ids, id -> {
            ItemShape shape = ItemShape.read(wanted, call.version(), false);
            Call.In<Stored> item = Ids.stored(call, id);
            Access.to(call, item).finds();
            shape.checkFits(item.what());
            return List.of(Xml.of("m:Items", call.render(item.mailbox(), item.what(), shape, false)));
        });
    }
}
