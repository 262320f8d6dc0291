package io.axpsync.sandbox.ews;

import io.axpsync.sandbox.mailbox.Body;
import io.axpsync.sandbox.mailbox.BodyType;
import io.axpsync.sandbox.mailbox.ExtendedProperty;
import io.axpsync.sandbox.mailbox.ImmutableTaskItem;
import io.axpsync.sandbox.mailbox.Importance;
import io.axpsync.sandbox.mailbox.PropertyKey;
import io.axpsync.sandbox.mailbox.Recurrence;
import io.axpsync.sandbox.mailbox.Recurrence.Pattern;
import io.axpsync.sandbox.mailbox.Recurrence.PatternType;
import io.axpsync.sandbox.mailbox.Recurrence.WeekIndex;
import io.axpsync.sandbox.mailbox.TaskItem;
import io.axpsync.sandbox.mailbox.TaskStatus;
import io.axpsync.sandbox.mailbox.Words;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The mailbox's task as {@code t:Task}, both ways. What the model does not understand is kept as it was written. */
final class TaskXml {

    /** Follows from the rest. */
    private static final Set<String> DERIVED = Set.of("IsComplete", "IsRecurring");

    private static final Map<String, PatternType> REGENERATIONS = Map.of(
            "t:DailyRegeneration", PatternType.DAILY,
            "t:WeeklyRegeneration", PatternType.WEEKLY,
            "t:MonthlyRegeneration", PatternType.ABSOLUTE_MONTHLY,
            "t:YearlyRegeneration", PatternType.ABSOLUTE_YEARLY);

    private TaskXml() {}

    static TaskItem read(OtherContent content) {
        ImmutableTaskItem.Builder task = TaskItem.builder();
        Map<PropertyKey, ExtendedProperty> properties = new LinkedHashMap<>();
        for (Xml element : content.elements()) {
            String text = element.text().strip();
            switch (element.localName()) {
                case "Subject" -> task.subject(element.text());
                case "Body" ->
                    task.body(new Body(
                            element.requiredAttribute("BodyType").equals("HTML") ? BodyType.HTML : BodyType.TEXT,
                            element.text()));
                case "Importance" ->
                    task.importance(Words.parse(Importance.class, text).orElseThrow());
                case "Categories" ->
                    task.categories(element.children().stream().map(Xml::text).toList());
                case "Status" -> task.status(Words.parse(TaskStatus.class, text).orElseThrow());
                case "PercentComplete" -> task.percent(percent(element));
                case "StartDate" -> task.start(instant(element));
                case "DueDate" -> task.due(instant(element));
                case "CompleteDate" -> task.completed(instant(element));
                case "ReminderIsSet" -> task.reminderOn(Boolean.parseBoolean(text));
                case "ReminderDueBy" -> task.reminder(instant(element));
                case "Recurrence" ->
                    task.recurrence(recurrence(element))
                            .regenerating(
                                    REGENERATIONS.containsKey(element.first().name()));
                case "ExtendedProperty" -> {
                    ExtendedProperty property = ItemElements.extended(element);
                    properties.put(property.key(), property);
                }
                default -> {
                    if (!DERIVED.contains(element.localName())) {
                        Xml whole = element.with("xmlns:t", Namespaces.TYPES);
                        task.putElements(element.localName(), XmlWriting.plain(whole));
                    }
                }
            }
        }
        return task.properties(properties).build();
    }

    static OtherContent write(TaskItem task) {
        List<Xml> all = new ArrayList<>();
        all.add(Xml.text("t:Subject", task.subject()));
        if (!task.body().content().isEmpty()) {
            all.add(Xml.text("t:Body", task.body().content())
                    .with("BodyType", task.body().type() == BodyType.HTML ? "HTML" : "Text"));
        }
        all.add(Xml.text("t:Importance", word(task.importance())));
        if (!task.categories().isEmpty()) {
            all.add(Xml.of(
                    "t:Categories",
                    task.categories().stream().map(c -> Xml.text("t:String", c)).toList()));
        }
        all.add(Xml.text("t:Status", word(task.status())));
        all.add(Xml.text("t:PercentComplete", task.percent()));
        all.add(Xml.text("t:IsComplete", task.status() == TaskStatus.COMPLETED));
        all.add(Xml.text("t:IsRecurring", task.recurrence().isPresent()));
        all.add(Xml.text("t:ReminderIsSet", task.reminderOn()));
        time("t:StartDate", task.start()).ifPresent(all::add);
        time("t:DueDate", task.due()).ifPresent(all::add);
        time("t:CompleteDate", task.completed()).ifPresent(all::add);
        time("t:ReminderDueBy", task.reminder()).ifPresent(all::add);
        task.recurrence()
                .map(r -> task.regenerating() ? regeneration(r) : RecurrenceXml.write(r, date -> date))
                .ifPresent(all::add);
        task.properties().values().forEach(p -> all.add(ItemShape.element(p.key(), p.values())));
        task.elements().values().forEach(xml -> all.add(kept(xml)));
        List<String> order = OtherKind.TASK.order();
        all.sort(Comparator.comparingInt(e -> order.indexOf(e.localName())));
        return new OtherContent(OtherKind.TASK, List.copyOf(all));
    }

    private static Xml kept(String xml) {
        return XmlReading.read(xml.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * A recurrence with the patterns that only tasks have, too.
     *
     * @throws EwsFault for what the schema excludes
     */
    static Recurrence recurrence(Xml element) {
        PatternType type = REGENERATIONS.get(element.first().name());
        if (type == null) {
            return RecurrenceXml.read(element);
        }
        int interval = Values.integer(element.first().required("t:Interval"));
        if (interval < 1) {
            throw new EwsError("ErrorCalendarInvalidRecurrence", "The recurrence's Interval is out of range.");
        }
        return new Recurrence(
                new Pattern(type, interval, 0, 0, List.of(), DayOfWeek.SUNDAY, WeekIndex.FIRST),
                RecurrenceXml.readRange(element.last()));
    }

    private static Xml regeneration(Recurrence recurrence) {
        String name = REGENERATIONS.entrySet().stream()
                .filter(e -> e.getValue() == recurrence.pattern().type())
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
        return Xml.of(
                "t:Recurrence",
                Xml.of(name, Xml.text("t:Interval", recurrence.pattern().interval())),
                RecurrenceXml.range(recurrence.range(), date -> date));
    }

    /**
     * {@code xs:double}; whole per cent are kept.
     *
     * @throws EwsFault for what is no number
     * @throws EwsError {@code ErrorInvalidPercentCompleteValue} outside 0 to 100
     */
    static int percent(Xml element) {
        double value;
        try {
            value = Double.parseDouble(element.text().strip());
        } catch (NumberFormatException noNumber) {
            throw Values.invalid(element);
        }
        if (!(value >= 0 && value <= 100)) {
            throw new EwsError(
                    "ErrorInvalidPercentCompleteValue", "PercentComplete has to be a number between 0 and 100.");
        }
        return (int) value;
    }

    private static Optional<Instant> instant(Xml element) {
        return Optional.of(XsDateTime.of(element, element.text()).in(ZoneOffset.UTC));
    }

    private static Optional<Xml> time(String name, Optional<Instant> time) {
        return time.map(at -> Xml.text(name, XsDateTime.utc(at)));
    }

    private static String word(Enum<?> constant) {
        String word = Words.of(constant);
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }
}
