package io.axpsync.d365.odata;

/** Whether the companion sets (docs/companion.md) are used. */
public enum Profile {
    /** Each set that the service document names is used. */
    DISCOVER,
    /** None is used, even if published. */
    STOCK,
    /** All are used; their absence is an error. */
    COMPANION
}
