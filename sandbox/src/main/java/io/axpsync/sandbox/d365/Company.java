package io.axpsync.sandbox.d365;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A company to fill the sandbox with: D365 rows and mailboxes. Its shape is described in {@code README.md} beside
 * {@code company.json}; times in it are relative to the day on which it is loaded.
 */
public final class Company {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ObjectNode root;

    Company(ObjectNode root) {
        this.root = root;
    }

    /** The company Fabrikon: two legal entities, twelve mailboxes, a week of work in several scripts. */
    public static Company sample() {
        try (InputStream in =
                Objects.requireNonNull(Company.class.getResourceAsStream("/io/axpsync/sandbox/company.json"))) {
            return new Company((ObjectNode) JSON.readTree(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A company of one's own, in the shape of {@code README.md}.
     *
     * @throws UncheckedIOException when it is no JSON object
     */
    public static Company read(String json) {
        try {
            if (JSON.readTree(json) instanceof ObjectNode root) {
                return new Company(root);
            }
            throw new IOException("a company is a JSON object");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code mailboxes} made-up employees, each with one marked and one unmarked entry on either side. */
    public static Company generated(int mailboxes) {
        return GeneratedCompany.of(mailboxes);
    }

    /** The zone in which "today" is taken. */
    public ZoneId zone() {
        return ZoneId.of(root.path("zone").asText("UTC"));
    }

    /** Today in this company. */
    public LocalDate today(Instant now) {
        return now.atZone(zone()).toLocalDate();
    }

    /** The mailboxes, in the shape of {@code README.md}. */
    public List<JsonNode> mailboxes() {
        List<JsonNode> all = new ArrayList<>();
        root.path("mailboxes").forEach(all::add);
        return all;
    }

    /** Public folders, and folders of contacts in mailboxes, in the shape of {@code README.md}. */
    public List<JsonNode> contactFolders() {
        List<JsonNode> all = new ArrayList<>();
        root.path("folders").forEach(all::add);
        return all;
    }

    /** The rows of one entity set, with relative times still in them. */
    Map<String, List<ObjectNode>> rows() {
        Map<String, List<ObjectNode>> sets = new LinkedHashMap<>();
        root.path("d365").fields().forEachRemaining(set -> {
            List<ObjectNode> rows = new ArrayList<>();
            set.getValue().forEach(row -> rows.add((ObjectNode) row));
            sets.put(set.getKey(), rows);
        });
        return sets;
    }

    /** A relative local time such as {@code +2 09:30}: half past nine, two days after {@code today}. */
    public static LocalDateTime local(String relative, LocalDate today) {
        int space = relative.indexOf(' ');
        return today.plusDays(Integer.parseInt(relative.substring(0, space)))
                .atTime(LocalTime.parse(relative.substring(space + 1)));
    }

    /** A relative instant such as {@code @+2 09:30 Europe/Berlin}. */
    public static Instant instant(String relative, LocalDate today) {
        int zone = relative.lastIndexOf(' ');
        return local(relative.substring(1, zone), today)
                .atZone(ZoneId.of(relative.substring(zone + 1)))
                .toInstant();
    }
}
