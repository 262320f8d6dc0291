package io.axpsync.sandbox.mailbox;

/** An attendee as a copy of the meeting lists him; only the organiser's copy knows the replies. */
public record Attendee(Person person, AttendeeType type, Reply reply) {

    public Attendee withReply(Reply newReply) {
        return new Attendee(person, type, newReply);
    }
}
