package io.axpsync.d365.odata.internal.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeZonesTest {

    @ParameterizedTest
    @CsvSource({
        "GMTPLUS0100_AMSTERDAM_BERLIN_BERN_ROME,Europe/Berlin",
        "GMTMINUS0500EASTERNTIME,America/New_York",
        "GMTMINUS0800PACIFICTIME,America/Los_Angeles",
        "GMT_DUBLIN_EDINBURGH_LISBON_LONDON,Europe/London",
        "GMTPLUS0900OSAKA_SAPPORO_TOKYO,Asia/Tokyo",
        "GMTPLUS0530CHENNAI_KOLKATA_MUMBAI,Asia/Kolkata",
        "GMT_PLUS0300KALININGRAD_MINSK,Europe/Kaliningrad"
    })
    void membersAreZones(String member, String zone) {
        assertThat(TimeZones.of(member)).isEqualTo(ZoneId.of(zone));
    }

    @Test
    void fixedOffsetsAreThemselves() {
        assertThat(TimeZones.of("GMTMINUS1100COORDINATEDUNIVERSALTIME")).isEqualTo(ZoneOffset.ofHours(-11));
        assertThat(TimeZones.of("GMT_COORDINATEDUNIVERSALTIME")).isEqualTo(ZoneOffset.UTC);
    }

    @Test
    void whatIsUnknownOrEmptyIsUtc() {
        assertThat(TimeZones.of("")).isEqualTo(ZoneOffset.UTC);
        assertThat(TimeZones.of("GMTPLUS0500MARS")).isEqualTo(ZoneOffset.UTC);
    }

    @Test
    void everyMemberThatIsPublishedIsKnown() throws IOException {
        assertThat(members())
                .hasSizeGreaterThan(90)
                .allSatisfy(member -> assertThat(TimeZones.of(member))
                        .as(member)
                        .satisfies(zone -> assertThat(zone.equals(ZoneOffset.UTC))
                                .isEqualTo(member.equals("GMT_COORDINATEDUNIVERSALTIME"))));
    }

    private static List<String> members() throws IOException {
        try (InputStream in = Objects.requireNonNull(
                TimeZonesTest.class.getResourceAsStream("/io/axpsync/sandbox/d365-entities.txt"))) {
            String line = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(l -> l.startsWith("enum Timezone "))
                    .findFirst()
                    .orElseThrow();
            return Arrays.stream(line.split(" "))
                    .skip(2)
                    .map(m -> m.replaceFirst("=.*", ""))
                    .toList();
        }
    }
}
