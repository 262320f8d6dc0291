package io.axpsync.core.contract.store;

import io.axpsync.core.memory.MemoryStore;
import io.axpsync.core.port.Checkpoints;
import io.axpsync.core.port.Claims;
import io.axpsync.core.port.Fences;
import io.axpsync.core.port.HeldWrites;
import io.axpsync.core.port.Journal;
import io.axpsync.core.port.Leases;
import io.axpsync.core.port.Links;
import io.axpsync.core.port.OpenCases;
import io.axpsync.core.port.Runs;
import io.axpsync.core.port.Store;
import java.util.function.Consumer;

/** A good store in which single parts can be put in place of others. */
final class FlawedStore implements Store {

    private final Store good = new MemoryStore();
    Links links = good.links();
    Claims claims = good.claims();
    Checkpoints checkpoints = good.checkpoints();
    Journal journal = good.journal();
    HeldWrites held = good.held();
    OpenCases cases = good.cases();
    Fences fences = good.fences();
    Leases leases = good.leases();
    Runs runs = good.runs();

    static FlawedStore with(Consumer<FlawedStore> flaw) {
        FlawedStore store = new FlawedStore();
        flaw.accept(store);
        return store;
    }

    @Override
    public String installation() {
        return good.installation();
    }

    @Override
    public FingerprintKey fingerprintKey() {
        return good.fingerprintKey();
    }

    @Override
    public Links links() {
        return links;
    }

    @Override
    public Claims claims() {
        return claims;
    }

    @Override
    public Checkpoints checkpoints() {
        return checkpoints;
    }

    @Override
    public Journal journal() {
        return journal;
    }

    @Override
    public HeldWrites held() {
        return held;
    }

    @Override
    public OpenCases cases() {
        return cases;
    }

    @Override
    public Fences fences() {
        return fences;
    }

    @Override
    public Leases leases() {
        return leases;
    }

    @Override
    public Runs runs() {
        return runs;
    }

    @Override
    public void close() {
        good.close();
    }
}
