package io.axpsync.core.contract.side;

import org.junit.jupiter.api.extension.ExtendWith;

/** What all small contracts share: each test gets a {@link Scene} of its own. */
@ExtendWith(SceneExtension.class)
public interface SceneContract {

    /** A fixture with empty lanes; closed after the test. */
    SideFixture open();
}
