package io.axpsync.core.contract.side;

/**
 * All that an adapter promises as a {@link io.axpsync.core.port.SyncSide}. An adapter's test:
 *
 * <pre>{@code
 * class GraphSideContractTest implements SideContract {
 *     @Override
 *     public SideFixture open() {
 *         return new GraphFixture();
 *     }
 * }
 * }</pre>
 */
public interface SideContract
        extends FullListingContract,
                FeedContract,
                FetchContract,
                FindContract,
                CreateContract,
                UpdateContract,
                SeriesContract,
                RemoveContract,
                BatchContract,
                StampContract,
                FenceContract,
                VersionContract,
                LaneContract,
                CapabilityContract,
                MailContract {}
