package io.axpsync.core.memory;

import io.axpsync.core.port.FenceMark;
import io.axpsync.core.port.FencePlace;
import io.axpsync.core.port.Fences;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

final class MemoryFences implements Fences {

    private final Map<FencePlace, FenceMark> marks = new ConcurrentHashMap<>();

    @Override
    public FenceMark of(FencePlace place) {
        return marks.getOrDefault(place, FenceMark.NONE);
    }

    @Override
    public void save(FencePlace place, FenceMark mark) {
        marks.put(place, mark);
    }
}
