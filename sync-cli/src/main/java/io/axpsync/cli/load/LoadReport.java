package io.axpsync.cli.load;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.axpsync.cli.load.part.Part;
import java.util.List;
import java.util.Map;

/**
 * What became of a folder of calendar files.
 *
 * @param loaded everything that the files hold, an override counting with its series
 * @param synchronised what D365 holds now
 * @param overrides how many overrides count with their series
 * @param parked what it does not hold, by reason
 * @param reasons one line for each of them: file and number of the event in it, reason, field and remedy
 * @param tasks what became of the tasks, which are counted apart
 * @param contacts what became of the contacts, likewise
 * @param messages what became of the mails, likewise
 * @param differences one line for each field that D365 says otherwise than the file
 * @param notCarried events with content that D365 has no place for, by field
 * @param secondPlan operations of a second plan: none when all is settled
 * @param mails recipients that Exchange mailed
 * @param problems what went wrong besides: lanes that failed, operations that were held
 */
public record LoadReport(
        int loaded,
        int synchronised,
        int overrides,
        Map<String, Integer> parked,
        List<String> reasons,
        Part tasks,
        Part contacts,
        Part messages,
        List<String> differences,
        Map<String, Integer> notCarried,
        int secondPlan,
        int mails,
        List<String> problems) {

    /** Whether all of it holds. */
    public boolean holds() {
        return differences.isEmpty()
                && secondPlan == 0
                && mails == 0
                && problems.isEmpty()
                && tasks.accounted()
                && contacts.accounted()
                && messages.accounted()
                && loaded == synchronised + inAll(parked);
    }

    private static int inAll(Map<String, Integer> parked) {
        return parked.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** One object; the differences by number, their lines beside it. */
    public ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("loaded", loaded).put("synchronised", synchronised).put("overrides", overrides);
        ObjectNode counts = json.putObject("parked");
        parked.forEach(counts::put);
        tasks.json(json.putObject("tasks"));
        contacts.json(json.putObject("contacts"));
        messages.json(json.putObject("messages"));
        reasons.forEach(json.withArray("leftAlone")::add);
        json.put("differences", differences.size());
        differences.stream().limit(50).forEach(json.withArray("differing")::add);
        ObjectNode fields = json.putObject("notCarried");
        notCarried.forEach(fields::put);
        json.putObject("secondPlan").put("operations", secondPlan);
        json.put("mails", mails);
        problems.forEach(json.withArray("problems")::add);
        return json.put("ok", holds());
    }

    /** For a person. */
    public List<String> lines() {
        List<String> lines = new java.util.ArrayList<>();
        lines.add("in the files     " + loaded + " (" + overrides + " overrides count with their series)");
        lines.add("synchronised     " + synchronised);
        parked.forEach((reason, n) -> lines.add("left alone       " + n + " " + reason));
        part("tasks", tasks, lines);
        part("contacts", contacts, lines);
        part("messages", messages, lines);
        reasons.stream().limit(40).forEach(r -> lines.add("                 " + r));
        lines.add("differences      " + differences.size());
        differences.stream().limit(20).forEach(d -> lines.add("                 " + d));
        if (!notCarried.isEmpty()) {
            lines.add("D365 cannot hold " + notCarried);
        }
        lines.add("second plan      " + secondPlan + " operations");
        lines.add("mails            " + mails);
        problems.forEach(p -> lines.add("problem          " + p));
        return lines;
    }

    private static void part(String name, Part part, List<String> lines) {
        if (part.loaded() > 0) {
            lines.add(String.format("%-17s%d, synchronised %d", name, part.loaded(), part.synchronised()));
            part.parked().forEach((reason, n) -> lines.add("left alone       " + n + " " + reason));
        }
    }
}
