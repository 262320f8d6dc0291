package io.axpsync.d365.odata;

/** What marks an activity as synchronised. */
public enum Marking {
    /** The lane's marker among {@code OutlookCategories}. */
    CATEGORY,
    /** {@code KeepSynchronized}. */
    FLAG,
    /** Both must say so, both are set, and taking one off takes the item out. */
    BOTH
}
