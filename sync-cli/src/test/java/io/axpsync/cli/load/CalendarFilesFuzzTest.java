package io.axpsync.cli.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.cli.load.part.FolderFiles;
import io.axpsync.sandbox.fuzz.Fuzz;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Spoilt and hostile calendar files: each event is read, or left out with a reason; nothing is thrown. */
class CalendarFilesFuzzTest {

    private static final Duration LONGEST = Duration.ofSeconds(15);

    /** Long lines come from the mutations; here they would only take time. */
    private static final Pattern LONG_LINE = Pattern.compile("(?m)^(.{200}).+$");

    private final CalendarFiles files = new CalendarFiles(Fixtures.BERLIN);

    @TempDir
    Path folder;

    @Test
    void spoiltFilesAreReadOrLeftOutWithAReason() throws IOException {
        List<byte[]> samples = new ArrayList<>();
        for (Path sample : FolderFiles.of(Fixtures.folder()).calendars()) {
            String text = Files.readString(sample, StandardCharsets.ISO_8859_1);
            samples.add(LONG_LINE.matcher(text).replaceAll("$1").getBytes(StandardCharsets.ISO_8859_1));
        }
        assertThat(samples).hasSizeGreaterThan(5);
        Fuzz fuzz = new Fuzz(".ics files");
        for (int i = 0; fuzz.goesOn(); i++) {
            byte[] spoilt = fuzz.spoilt(samples.get(i % samples.size()));
            fuzz.tries(() -> read(spoilt, fuzz));
        }
        fuzz.report();
    }

    private void read(byte[] bytes, Fuzz fuzz) {
        List<Entry> entries = files.read("spoilt.ics", bytes);
        assertThat(entries).as("a file that is passed over without a word").isNotEmpty();
        boolean refused = false;
        for (Entry entry : entries) {
            if (entry instanceof Entry.LeftOut out) {
                assertThat(out.reason()).matches("[a-z-]+");
                assertThat(out.why()).isNotBlank().hasSizeLessThan(500);
                refused = true;
            } else if (entry instanceof Entry.Task task) {
                assertThat(TaskJudge.graph(task.task(), "D365").toString()).contains("\"title\"");
            } else {
                String put = entry instanceof Entry.Series whole
                        ? GraphEvent.of(whole.series(), "D365", Fixtures.BERLIN).toString()
                        : GraphEvent.of(((Entry.Single) entry).event(), "D365", Fixtures.BERLIN)
                                .toString();
                assertThat(put).contains("\"start\"", "\"end\"");
                if (entry instanceof Entry.Series whole) {
                    assertThat(whole.series().end(Instant.parse("2030-01-01T00:00:00Z")))
                            .isNotNull();
                }
            }
        }
        if (refused) {
            fuzz.refused();
        }
    }

    private static String event(String... lines) {
        return "BEGIN:VEVENT\r\nUID:a\r\nDTSTAMP:20300101T000000Z\r\nDTSTART:20300107T090000Z\r\n"
                + String.join("\r\n", lines) + (lines.length == 0 ? "" : "\r\n") + "END:VEVENT\r\n";
    }

    private static String calendar(String content) {
        return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//a//b//EN\r\n" + content + "END:VCALENDAR\r\n";
    }

    private static String zone(String rule) {
        return "BEGIN:VTIMEZONE\r\nTZID:Own\r\nBEGIN:STANDARD\r\nDTSTART:16010101T000000\r\nTZOFFSETFROM:+0200\r\n"
                + "TZOFFSETTO:+0100\r\nRRULE:" + rule + "\r\nEND:STANDARD\r\nBEGIN:DAYLIGHT\r\n"
                + "DTSTART:16010101T000001\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\nRRULE:" + rule
                + "\r\nEND:DAYLIGHT\r\nEND:VTIMEZONE\r\n"
                + "BEGIN:VEVENT\r\nUID:z\r\nDTSTART;TZID=Own:20300107T090000\r\nDTEND;TZID=Own:99991231T235959\r\n"
                + "END:VEVENT\r\n";
    }

    private static Map<String, String> hostile() {
        Map<String, String> hostile = new LinkedHashMap<>();
        String broken = "BEGIN:VEVENT\r\nDTSTART:x\r\nEND:VEVENT\r\n";
        hostile.put("events in events", calendar("BEGIN:VEVENT\r\n".repeat(200_000)));
        hostile.put(
                "events in events, ended",
                calendar("BEGIN:VEVENT\r\n".repeat(50_000) + "END:VEVENT\r\n".repeat(20_000)));
        hostile.put("folded nesting", calendar("BEG\r\n IN:VEVENT\r\n".repeat(100_000)));
        hostile.put("unknown components in each other", calendar("begin:X-A\r\n".repeat(200_000)));
        hostile.put("alarms in alarms", calendar("BEGIN:VEVENT\r\n" + "BEGIN:VALARM\r\n".repeat(200_000)));
        hostile.put("calendars in calendars", "BEGIN:VCALENDAR\r\n".repeat(100_000));
        hostile.put("calendars without end", "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n".repeat(100_000));
        hostile.put("events that never end", calendar("BEGIN:VEVENT\r\nSUMMARY:a\r\n".repeat(200_000) + broken));
        hostile.put("a huge line", calendar(event("SUMMARY:" + "x".repeat(3 << 20))));
        hostile.put("a huge name", calendar(event("X".repeat(3 << 20) + ":y")));
        hostile.put("a huge parameter", calendar(event("SUMMARY;X-A=" + "x".repeat(3 << 20) + ":y")));
        hostile.put("an open quote", calendar(event("SUMMARY;X-A=\"" + "x".repeat(3 << 20))));
        hostile.put("many parameters", calendar(event("SUMMARY" + ";X-A=b".repeat(200_000) + ":y")));
        hostile.put("folds only", calendar(event("SUMMARY:a" + "\r\n ".repeat(1_000_000))));
        hostile.put("many properties", calendar(event("X-A:b\r\n".repeat(200_000))));
        hostile.put("many attendees", calendar(event("ATTENDEE:mailto:a@b.example\r\n".repeat(100_000))));
        hostile.put("many categories", calendar(event("CATEGORIES:" + "a,".repeat(1_000_000))));
        hostile.put("blanks", calendar(event("ORGANIZER:" + " ".repeat(1_000_000) + "@")));
        hostile.put("ats", calendar(event("ORGANIZER:" + "a@".repeat(500_000))));
        hostile.put("carriage returns", calendar("\r".repeat(1_000_000)));
        hostile.put("lines", calendar("\r\n".repeat(1_000_000)));
        hostile.put("many broken events", calendar(broken.repeat(20_000)));
        hostile.put(
                "many broken events behind much else",
                calendar("BEGIN:VTODO\r\nSUMMARY:a\r\nEND:VTODO\r\n".repeat(20_000) + broken.repeat(20_000)));
        hostile.put(
                "many broken events behind many zones",
                calendar(("BEGIN:VTIMEZONE\r\nTZID:a\r\nEND:VTIMEZONE\r\n").repeat(20_000) + broken.repeat(20_000)));
        hostile.put("a huge count", calendar(event("RRULE:FREQ=SECONDLY;COUNT=2147483647")));
        hostile.put("a count without bounds", calendar(event("RRULE:FREQ=DAILY;COUNT=99999999999999999999")));
        hostile.put("a rule without end", calendar(event("RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30")));
        hostile.put("a long rule", calendar(event("RRULE:FREQ=DAILY;BYSECOND=" + "1,".repeat(200_000) + "1")));
        hostile.put("a period without end", calendar(event("RDATE;VALUE=PERIOD:20300101T000000Z/P99999999999D")));
        hostile.put("many dates", calendar(event("RDATE:" + "20300101T000000Z,".repeat(200_000) + "20300101T000000Z")));
        for (String rule : List.of(
                "FREQ=SECONDLY",
                "FREQ=SECONDLY;COUNT=2147483647",
                "FREQ=DAILY;BYHOUR=1,2,3;BYMINUTE=1,2;BYSECOND=1,2",
                "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
                "FREQ=YEARLY;BYDAY=MO;BYHOUR=0,1,2,3,4,5;BYMINUTE=0,1,2,3,4;BYSECOND=0,1,2,3",
                "FREQ=YEARLY;BYDAY=MO",
                "FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
                "FREQ=YEARLY;BYMONTHDAY=1,2,3,4,5,6,7",
                "FREQ=YEARLY;INTERVAL=2147483647;BYMONTH=1")) {
            hostile.put("a zone of " + rule, calendar(zone(rule)));
        }
        String zones = IntStream.range(0, 100)
                .mapToObj(n -> zone("FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU").replace("Own", "Own" + n))
                .collect(Collectors.joining());
        hostile.put("many zones", calendar(zones));
        hostile.put("many zones and many broken events", calendar(zones + broken.repeat(10_000)));
        return hostile;
    }

    @Test
    void hostileFilesTakeBoundedTimeAndMemory() {
        List<String> slow = new ArrayList<>();
        hostile().forEach((name, text) -> {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            Fuzz fuzz = new Fuzz(name);
            long start = System.nanoTime();
            fuzz.tries(() -> read(bytes, fuzz));
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            fuzz.assertQuiet();
            if (took.compareTo(LONGEST) > 0) {
                slow.add(name + ": " + took);
            }
        });
        assertThat(slow).isEmpty();
        System.out.println(".ics files: " + hostile().size() + " hostile ones, none of them read endlessly");
    }

    @Test
    void aFileThatIsTooLargeIsLeftOutUnread() throws IOException {
        try (RandomAccessFile huge =
                new RandomAccessFile(folder.resolve("huge.ics").toFile(), "rw")) {
            huge.setLength(8L << 30);
        }
        Files.createDirectory(folder.resolve("folder.ics"));
        Files.writeString(folder.resolve("good.ics"), calendar(event("SUMMARY:Good")));
        assertThat(files.read(FolderFiles.of(folder).calendars()))
                .extracting(entry -> entry instanceof Entry.LeftOut out ? out.reason() : "read")
                .containsExactly("unreadable-file", "read", "too-large");
    }

    @Test
    void brokenEventsAmongManyAreFoundOneByOne() {
        String broken = "BEGIN:VEVENT\r\nUID:b\r\nDTSTART:x\r\nEND:VEVENT\r\n";
        String text =
                calendar(event("SUMMARY:1") + broken + event("SUMMARY:2").repeat(40) + broken + event("SUMMARY:3"));
        List<Entry> entries = files.read("some.ics", text.getBytes(StandardCharsets.UTF_8));
        assertThat(entries.stream().filter(Entry.Single.class::isInstance)).hasSize(42);
        assertThat(entries.stream().filter(Entry.LeftOut.class::isInstance).map(e -> ((Entry.LeftOut) e).source()))
                .containsExactly("some.ics#2", "some.ics#43");
    }
}
