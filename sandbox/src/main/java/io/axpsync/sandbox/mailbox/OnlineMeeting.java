package io.axpsync.sandbox.mailbox;

/**
 * The online part of a meeting.
 *
 * @param provider Graph's word, such as {@code teamsForBusiness}
 * @param joinUrl the link; empty once a write of the body has removed the join block
 * @param joinBlock the HTML that the server put into the body; who rewrites the body without it loses the link
 */
public record OnlineMeeting(String provider, String joinUrl, String joinBlock) {}
