package io.axpsync.core.port;

import io.axpsync.core.item.Fence;
import io.axpsync.core.item.Lane;

/** A fence to put up in a lane's place. */
public record FenceWrite(Lane lane, Fence fence) {}
