package io.axpsync.core.property;

/**
 * One step of a story. The numbers are taken modulo whatever there is to choose from, so that each step means something
 * in each state and a story stays valid when steps are left out of it.
 */
record Step(Act act, int item, int what, int how) {

    @Override
    public String toString() {
        return act + "(" + item + "," + what + "," + how + ")";
    }
}
