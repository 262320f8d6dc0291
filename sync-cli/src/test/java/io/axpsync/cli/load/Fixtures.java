package io.axpsync.cli.load;

import io.axpsync.cli.load.part.FolderFiles;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;

/** The calendar files of these tests, and what is in them. */
final class Fixtures {

    static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private Fixtures() {}

    static Path folder() {
        try {
            URL file = Objects.requireNonNull(Fixtures.class.getResource("plain.ics"));
            return Objects.requireNonNull(Path.of(file.toURI()).getParent());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    static List<Entry> all() {
        return new CalendarFiles(BERLIN).read(FolderFiles.of(folder()).calendars());
    }

    static FileEvent event(String uid) {
        return all().stream()
                .filter(Entry.Single.class::isInstance)
                .map(e -> ((Entry.Single) e).event())
                .filter(e -> e.uid().equals(uid))
                .findFirst()
                .orElseThrow();
    }

    /** The reasons of what was left out of the file, in order. */
    static List<String> leftOut(String file) {
        return all().stream()
                .filter(Entry.LeftOut.class::isInstance)
                .map(e -> (Entry.LeftOut) e)
                .filter(e -> e.source().startsWith(file))
                .map(Entry.LeftOut::reason)
                .toList();
    }

    static FileSeries series(String uid) {
        return all().stream()
                .filter(Entry.Series.class::isInstance)
                .map(e -> ((Entry.Series) e).series())
                .filter(s -> s.first().uid().equals(uid))
                .findFirst()
                .orElseThrow();
    }
}
