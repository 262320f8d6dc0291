package io.axpsync.sandbox.ews;

import java.util.List;

/** One operation of the service. */
@FunctionalInterface
interface Operation {

    /**
     * Does it.
     *
     * @return the response messages, in the order of the request
     * @throws EwsFault when the request as a whole is refused
     */
    List<Xml> answer(Call call, Xml request);

    /** The whole answer around the response messages. */
    default Xml wrapped(String name, List<Xml> messages) {
        return Xml.of("m:" + name + "Response", Xml.of("m:ResponseMessages", messages));
    }
}
