package io.axpsync.sandbox.http;

/** An answer and how much of it goes over the wire. */
record Answer(Response response, Wire wire) {

    enum Wire {
        /** All of it. */
        WHOLE,
        /** Half of the body, then the connection ends. */
        HALF,
        /** Nothing, the connection ends. */
        NONE,
        /** Nothing, and the port closes. */
        DOWN
    }

    static Answer whole(Response response) {
        return new Answer(response, Wire.WHOLE);
    }
}
