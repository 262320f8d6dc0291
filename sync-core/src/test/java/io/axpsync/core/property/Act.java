package io.axpsync.core.property;

/** What can happen next in a story, and how often it does, as a weight. */
enum Act {
    WAIT(4),
    RUN(24),
    PUT(9),
    PUT_TWIN(2),
    RECEIVE(2),
    EDIT(18),
    EDIT_BOTH(6),
    ANSWER(2),
    MARK(3),
    UNMARK(3),
    MARK_BOTH_WAYS(1),
    DELETE(4),
    EDIT_AND_DELETE(2),
    UNMARK_AND_OTHER(3),
    RESTORE(1),
    ELSEWHERE(1),
    BACK(1),
    OUTSIDE(2),
    INSIDE(2),
    GIVE(1),
    MAKE_PRIVATE(2),
    WITHHOLD(1),
    UNREADABLE(2),
    READABLE(1),
    TROUBLE(9),
    LOSE_THEN(6),
    LOSE_AGAIN(3),
    CALM(3),
    SETTLE(1),
    FORGET_CHECKPOINTS(1),
    DAY(2);

    final int weight;

    Act(int weight) {
        this.weight = weight;
    }
}
