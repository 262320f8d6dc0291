package io.axpsync.sandbox.mailbox;

/** How the time shows in free/busy views. */
public enum ShowAs {
    UNKNOWN,
    FREE,
    TENTATIVE,
    BUSY,
    OOF,
    WORKING_ELSEWHERE
}
