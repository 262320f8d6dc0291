package io.axpsync.d365.odata.internal.appointment;

import io.axpsync.core.item.Value;
import io.axpsync.d365.odata.internal.service.Row;
import io.vavr.Tuple2;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;

/** Enumerations: our name, the member's name in D365. Both directions come from one table. */
public enum Choices {
    /** {@code smmShowTimeAs}; it lacks WORKING_ELSEWHERE. */
    SHOW_AS("FREE", "Free", "TENTATIVE", "Tentative", "BUSY", "Busy", "OUT_OF_OFFICE", "OutOfOffice"),
    /** {@code smmSensitivity}; {@code Privat} is spelt so. */
    SENSITIVITY("NORMAL", "Normal", "PERSONAL", "Personal", "PRIVATE", "Privat", "CONFIDENTIAL", "Confidential"),
    /** {@code smmActivityPriority}; numbered Normal 0, Low 1, High 2, so only names are used. */
    IMPORTANCE("LOW", "Low", "NORMAL", "Normal", "HIGH", "High"),
    /** {@code smmActivityTaskTimeType}. */
    STATUS(
            "NOT_STARTED",
            "NotStarted",
            "IN_PROGRESS",
            "InProgress",
            "COMPLETED",
            "Completed",
            "WAITING",
            "Waiting",
            "DEFERRED",
            "Deferred"),
    /** {@code AxpAttendeeType}. */
    ATTENDEE_TYPE("REQUIRED", "Required", "OPTIONAL", "Optional", "RESOURCE", "Resource"),
    /** {@code Gender}; {@code Unknown} is no answer. */
    GENDER("MALE", "Male", "FEMALE", "Female", "NON_SPECIFIC", "NonSpecific"),
    /** {@code AxpResponseStatus}, as far as somebody answered. */
    RESPONSE("TENTATIVE", "Tentative", "ACCEPTED", "Accepted", "DECLINED", "Declined");

    private final Map<String, String> members;
    private final Map<String, String> names;

    Choices(String... pairs) {
        Map<String, String> table = LinkedHashMap.empty();
        for (int i = 0; i < pairs.length; i += 2) {
            table = table.put(pairs[i], pairs[i + 1]);
        }
        members = table;
        names = table.map((name, member) -> new Tuple2<>(member, name));
    }

    /** Our name of what stands in a row; nothing when it is empty. */
    public Value read(Row row, String property) {
        String member = row.text(property);
        return member.isEmpty() ? Value.NOTHING : Value.choice(name(property, member));
    }

    public String name(String property, String member) {
        return names.get(member).getOrElseThrow(() -> new Row.UnknownValue(property, member));
    }

    public String member(String name) {
        return members.get(name)
                .getOrElseThrow(() -> new IllegalArgumentException(this + " has no member for " + name));
    }
}
