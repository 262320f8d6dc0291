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
}
