package io.axpsync.core.contract.side;

import java.util.function.Supplier;

/** The contract, run on whatever stands on trial; started by {@link SideContractIsSharpTest} only. */
final class OnTrial implements SideContract {

    static final ThreadLocal<Supplier<SideFixture>> SUSPECT = new ThreadLocal<>();

    @Override
    public SideFixture open() {
        return SUSPECT.get().get();
    }
}
