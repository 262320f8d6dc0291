package io.axpsync.sandbox.http;

/** What a fault can make the server behind a front end do wrong while it answers one request. */
public interface Mischief {

    /** Answers, and takes back what the request wrote. */
    Response withoutEffect(Request request, Handler handler);

    /** Answers once, and does twice what the request creates. */
    Response twice(Request request, Handler handler);

    /** Answers, and sends a mail that nobody asked for. */
    Response withExtraMail(Request request, Handler handler);
}
