package io.axpsync.exchange.ews;

import io.axpsync.core.port.SyncSide;
import io.axpsync.exchange.ews.internal.EwsCalendars;

/** Opens Exchange on-premises, through Exchange Web Services, as the Exchange side of a synchronisation. */
public final class EwsSide {

    private EwsSide() {}

    /**
     * Nothing is asked of the server yet.
     *
     * @throws IllegalArgumentException naming everything that is wrong with the configuration
     */
    public static SyncSide open(EwsConfig config) {
        return new EwsCalendars(config);
    }
}
