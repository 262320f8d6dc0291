package io.axpsync.cli.run;

import io.axpsync.cli.config.Configuration;
import io.axpsync.cli.config.PublishedSettings;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.LaneId;
import io.axpsync.core.item.Mailbox;
import io.axpsync.core.item.Publication;
import io.axpsync.core.run.LaneSetup;
import io.vavr.collection.HashSet;
import io.vavr.control.Option;

/** The lane of a published contact folder. */
final class PublishedLane {

    private final Configuration configuration;
    private final PublishedSettings settings;

    PublishedLane(Configuration configuration, PublishedSettings settings) {
        this.configuration = configuration;
        this.settings = settings;
    }

    Lane lane() {
        return Lane.builder()
                .id(LaneId.of(settings.name(), Kind.CONTACT))
                .kind(Kind.CONTACT)
                .marker(configuration.marker())
                .mailbox(Mailbox.builder()
                        .personnelNumber(settings.name())
                        .address(settings.mailbox())
                        .displayName(settings.folder())
                        .company(settings.company())
                        .companies(settings.companies())
                        .zone(settings.zone())
                        .country(settings.country())
                        .insideDomains(configuration.insideDomains())
                        .build())
                .folder(Option.some(settings.folder()))
                .statusCategories(HashSet.ofAll(settings.lane().rules().companyUnknown()))
                .publication(Option.some(new Publication(
                        settings.query().name(),
                        settings.query().members(),
                        settings.query().condition(),
                        settings.place(),
                        settings.takesNew())))
                .build();
    }

    LaneSetup setup(Composition.Sides sides) {
        LaneSetup setup = LaneSetup.builder()
                .lane(lane())
                .rules(settings.lane().rules())
                .d365(sides.d365())
                .exchange(sides.exchange().get(settings.backend()).get())
                .back(settings.lane().back())
                .ahead(settings.lane().ahead())
                .compareEvery(settings.lane().compareEvery())
                .build();
        return setup.withConfiguration(setup.configuration() + "|" + settings.backend());
    }
}
