package io.axpsync.sandbox.ews;

import io.axpsync.sandbox.mailbox.Zones;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.Month;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneOffsetTransitionRule;
import java.time.zone.ZoneOffsetTransitionRule.TimeDefinition;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The zone that GetUserAvailability describes by biases ({@code SerializableTimeZone}): minutes from local time to UTC. */
final class BiasZone {

    private BiasZone() {}

    /**
     * @param zone {@code t:TimeZone}; without it the zone of the {@code TimeZoneContext} counts, else UTC
     * @throws EwsFault for values that are no zone
     */
    static ZoneRules rules(Optional<Xml> zone, Optional<String> contextZone) {
        if (zone.isEmpty()) {
            return contextZone.map(name -> Zones.of(name).getRules()).orElse(ZoneOffset.UTC.getRules());
        }
        Xml xml = zone.get();
        try {
            int bias = Values.integer(xml.required("t:Bias"));
            Xml standard = xml.required("t:StandardTime");
            Xml daylight = xml.required("t:DaylightTime");
            ZoneOffset winter = offset(bias + Values.integer(standard.required("t:Bias")));
            ZoneOffset summer = offset(bias + Values.integer(daylight.required("t:Bias")));
            if (Values.integer(standard.required("t:Month")) == 0 || winter.equals(summer)) {
                return winter.getRules();
            }
            List<ZoneOffsetTransitionRule> rules =
                    List.of(rule(daylight, winter, winter, summer), rule(standard, winter, summer, winter));
            // the rules count from the last single transition on, so there has to be one
            List<ZoneOffsetTransition> first = rules.stream()
                    .map(rule -> rule.createTransition(1900))
                    .sorted()
                    .toList();
            return ZoneRules.of(winter, first.get(0).getOffsetBefore(), List.of(), first, rules);
        } catch (DateTimeException | IllegalArgumentException noZone) {
            throw new EwsFault("ErrorTimeZone", "The time zone of the request is none: " + noZone.getMessage());
        }
    }

    private static ZoneOffset offset(int bias) {
        return ZoneOffset.ofTotalSeconds(-bias * 60);
    }

    private static ZoneOffsetTransitionRule rule(Xml change, ZoneOffset standard, ZoneOffset before, ZoneOffset after) {
        int order = Values.integer(change.required("t:DayOrder"));
        return ZoneOffsetTransitionRule.of(
                Month.of(Values.integer(change.required("t:Month"))),
                order == 5 ? -1 : 1 + 7 * (order - 1),
                DayOfWeek.valueOf(change.required("t:DayOfWeek").text().strip().toUpperCase(Locale.ROOT)),
                LocalTime.parse(change.required("t:Time").text().strip()),
                false,
                TimeDefinition.WALL,
                standard,
                before,
                after);
    }
}
