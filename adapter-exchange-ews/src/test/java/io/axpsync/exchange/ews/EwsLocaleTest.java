package io.axpsync.exchange.ews;

import static io.axpsync.exchange.ews.Words.YEAR;
import static io.axpsync.exchange.ews.Words.appointment;
import static io.axpsync.exchange.ews.Words.create;
import static io.axpsync.exchange.ews.Words.find;
import static io.axpsync.exchange.ews.Words.observe;
import static io.axpsync.exchange.ews.Words.update;
import static io.axpsync.exchange.ews.Words.written;
import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.change.Observed;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.Stamp;
import io.axpsync.core.item.Value;
import io.axpsync.core.port.Search;
import io.axpsync.core.port.SyncSide;
import io.axpsync.sandbox.contract.ContractWatch;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The machine's language and time zone are nobody's business: the library would write times in them. */
class EwsLocaleTest {

    @RegisterExtension
    static final ContractWatch WATCH = ContractWatch.open();

    private final Locale locale = Locale.getDefault();
    private final TimeZone zone = TimeZone.getDefault();
    private final SandboxEws sandbox = new SandboxEws(WATCH);

    @BeforeEach
    void open() {
        sandbox.open("1", "anna");
    }

    @AfterEach
    void restore() {
        Locale.setDefault(locale);
        TimeZone.setDefault(zone);
        sandbox.close();
    }

    @ParameterizedTest
    @CsvSource({
        "ar-SA, Asia/Riyadh",
        "th-TH-u-ca-buddhist-nu-thai, Asia/Bangkok",
        "ja-JP-u-ca-japanese, Asia/Tokyo",
        "fa-IR-u-nu-arabext, Asia/Tehran",
        "tr-TR, Europe/Istanbul",
        "en-NZ, Pacific/Auckland",
        "en-US, America/Los_Angeles",
        "hi-IN-u-nu-deva, Asia/Kolkata"
    })
    void timesAreTheSameEverywhere(String language, String machine) {
        Locale.setDefault(Locale.forLanguageTag(language));
        TimeZone.setDefault(TimeZone.getTimeZone(machine));
        SyncSide side = sandbox.side();
        Lane lane = SandboxEws.lane("1", "anna");
        Instant odd = Instant.parse("2026-03-29T00:30:00Z");
        Value period = new Value.Period(odd, odd.plusSeconds(5400));
        Value days = new Value.Days(LocalDate.of(2026, 3, 28), LocalDate.of(2026, 3, 30));

        Observed.Present timed =
                written(side, create(lane, "l1", appointment("Timed").with(Field.PERIOD, period)));
        Observed.Present allDay =
                written(side, create(lane, "l2", appointment("All day").with(Field.PERIOD, days)));
        assertThat(timed.period()).isEqualTo(period);
        assertThat(allDay.period()).isEqualTo(days);
        assertThat(timed.stamp().flatMap(Stamp::d365)).isNotEmpty();

        Observed.Present moved =
                written(side, update(lane, timed, Field.PERIOD, appointment("x").value(Field.PERIOD)));
        assertThat(moved.period()).isEqualTo(appointment("x").value(Field.PERIOD));
        assertThat(((Observed.Present)
                                find(observe(side, lane, YEAR, Option.none()).get(), allDay.ref()))
                        .period())
                .isEqualTo(days);
        assertThat(side.find(Vector.of(new Search(lane, YEAR, Option.none(), Option.none(), moved.period())))
                        .get(0)
                        .get()
                        .map(Observed.Present::ref))
                .containsExactly(moved.ref());
    }
}
