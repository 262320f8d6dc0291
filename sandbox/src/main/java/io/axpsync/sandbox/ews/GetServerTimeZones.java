package io.axpsync.sandbox.ews;

import io.axpsync.sandbox.mailbox.Zones;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.TextStyle;
import java.time.zone.ZoneOffsetTransitionRule;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** GetServerTimeZones: the Windows zones with the rules of today. */
final class GetServerTimeZones implements Operation {

    @Override
    public List<Xml> answer(Call call, Xml request) {
        boolean full = request.attribute("ReturnFullTimeZoneData").isPresent()
                && Values.bool(request, "ReturnFullTimeZoneData");
        Optional<List<String>> wanted = request.child("m:Ids")
                .map(ids -> ids.children("t:Id").stream().map(Xml::text).toList());
        Batch batch = new Batch(call, "GetServerTimeZones", Xml.of("m:TimeZoneDefinitions"));
        return List.of(batch.one(() -> {
            List<Xml> definitions = Zones.allWindows().stream()
                    .filter(name -> wanted.map(w -> w.contains(name)).orElse(true))
                    .map(name -> definition(call, name, full))
                    .toList();
            if (wanted.isPresent() && definitions.size() < wanted.get().size()) {
                throw new EwsError("ErrorTimeZone", "A time zone of that id does not exist.");
            }
            return List.of(Xml.of("m:TimeZoneDefinitions", definitions));
        }));
    }

    private static Xml definition(Call call, String windows, boolean full) {
        ZoneId zone = Zones.of(windows);
        ZoneRules rules = zone.getRules();
        ZoneOffset standard = rules.getStandardOffset(call.now());
        String sign = standard.getTotalSeconds() == 0 ? "" : standard.getId();
        String name = "(UTC" + sign + ") " + zone.getDisplayName(TextStyle.FULL, Locale.ROOT);
        List<Xml> content = full ? rules(windows, rules, standard) : List.of();
        return Xml.of("t:TimeZoneDefinition", content).with("Id", windows).with("Name", name);
    }

    private static List<Xml> rules(String windows, ZoneRules rules, ZoneOffset standard) {
        String standardId = "trule:Microsoft/Registry/" + windows + "/1-Standard";
        String daylightId = "trule:Microsoft/Registry/" + windows + "/1-Daylight";
        List<Xml> periods = new ArrayList<>();
        List<Xml> transitions = new ArrayList<>();
        periods.add(period("Standard", standardId, standard));
        List<ZoneOffsetTransitionRule> changes = rules.getTransitionRules();
        for (ZoneOffsetTransitionRule change : changes) {
            boolean toStandard = change.getOffsetAfter().equals(standard);
            if (!toStandard && periods.size() == 1) {
                periods.add(period("Daylight", daylightId, change.getOffsetAfter()));
            }
            transitions.add(transition(change, toStandard ? standardId : daylightId));
        }
        if (transitions.isEmpty()) {
            transitions.add(Xml.of("t:Transition", to("Period", standardId)));
        }
        return List.of(
                Xml.of("t:Periods", periods),
                Xml.of(
                        "t:TransitionsGroups",
                        Xml.of("t:TransitionsGroup", transitions).with("Id", "0")),
                Xml.of("t:Transitions", Xml.of("t:Transition", to("Group", "0"))));
    }

    private static Xml period(String name, String id, ZoneOffset offset) {
        return Xml.of("t:Period").with("Bias", bias(offset)).with("Name", name).with("Id", id);
    }

    /** {@code xs:duration}: west of Greenwich is positive. */
    private static String bias(ZoneOffset offset) {
        int minutes = offset.getTotalSeconds() / 60;
        return (minutes > 0 ? "-" : "") + "PT" + Math.abs(minutes) + "M";
    }

    /** Java writes "the last Sunday" as the first one on or after the 25th. */
    private static int occurrence(ZoneOffsetTransitionRule rule) {
        int day = rule.getDayOfMonthIndicator();
        return day < 0 || day + 6 >= rule.getMonth().maxLength() ? -1 : (day - 1) / 7 + 1;
    }

    private static Xml transition(ZoneOffsetTransitionRule rule, String period) {
        int day = rule.getDayOfMonthIndicator();
        LocalTime wall = rule.getLocalTime()
                .plusSeconds(
                        switch (rule.getTimeDefinition()) {
                            case UTC -> rule.getOffsetBefore().getTotalSeconds();
                            case STANDARD ->
                                rule.getOffsetBefore().getTotalSeconds()
                                        - rule.getStandardOffset().getTotalSeconds();
                            case WALL -> 0;
                        });
        Xml head = Xml.text("t:TimeOffset", Duration.ofSeconds(wall.toSecondOfDay()));
        Xml month = Xml.text("t:Month", rule.getMonth().getValue());
        if (rule.getDayOfWeek() == null) {
            return Xml.of(
                    "t:RecurringDateTransition", to("Period", period), head, month, Xml.text("t:Day", Math.abs(day)));
        }
        return Xml.of(
                "t:RecurringDayTransition",
                to("Period", period),
                head,
                month,
                Xml.text("t:DayOfWeek", ItemProperties.word(rule.getDayOfWeek())),
                Xml.text("t:Occurrence", occurrence(rule)));
    }

    private static Xml to(String kind, String id) {
        return Xml.text("t:To", id).with("Kind", kind);
    }
}
