package io.axpsync.exchange.graph;

import io.axpsync.core.port.SyncSide;
import io.axpsync.exchange.graph.internal.GraphExchange;

/** Opens Exchange Online, through Microsoft Graph, as the Exchange side of a synchronisation. */
public final class GraphSide {

    private GraphSide() {}

    /**
     * Nothing is asked of the server yet.
     *
     * @throws IllegalArgumentException naming everything that is wrong with the configuration
     */
    public static SyncSide open(GraphConfig config) {
        return new GraphExchange(config);
    }
}
