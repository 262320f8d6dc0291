package io.axpsync.core.contract.store;

/** All that is asked of a store. A subclass tells how it opens one. */
public abstract class StoreContract
        implements LifeContract,
                LinksContract,
                ClaimsContract,
                CheckpointsContract,
                JournalContract,
                HeldWritesContract,
                OpenCasesContract,
                FencesContract,
                LeasesContract,
                RunsContract {}
