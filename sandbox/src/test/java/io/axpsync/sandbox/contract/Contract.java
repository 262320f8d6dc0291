package io.axpsync.sandbox.contract;

import io.axpsync.sandbox.http.Request;
import io.axpsync.sandbox.http.Response;

/** The published contract of one front end. Stateless between messages; called from several threads. */
interface Contract {

    /** Checks what a client sent. */
    void request(Request request, Findings findings);

    /** Checks what the server said to it. */
    void answer(Request request, Response response, Findings findings);
}
