package io.axpsync.sandbox.d365;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class CompanyTest {

    private static final LocalDate TODAY = LocalDate.parse("2026-03-28");

    @Test
    void relativeTimesMoveWithToday() {
        assertThat(Company.local("+2 09:30", TODAY)).isEqualTo(LocalDateTime.parse("2026-03-30T09:30"));
        assertThat(Company.local("-1 00:00", TODAY)).isEqualTo(LocalDateTime.parse("2026-03-27T00:00"));
    }

    @Test
    void relativeInstantsFollowTheSummerTimeOfTheirZone() {
        assertThat(Company.instant("@+0 10:00 Europe/Berlin", TODAY)).isEqualTo(Instant.parse("2026-03-28T09:00:00Z"));
        assertThat(Company.instant("@+1 10:00 Europe/Berlin", TODAY)).isEqualTo(Instant.parse("2026-03-29T08:00:00Z"));
    }

    @Test
    void everyMailboxOfTheSampleBelongsToOneWorkerAndEveryEntryCanBeRead() {
        Company company = Company.sample();
        Set<String> workers = company.rows().getOrDefault("Workers", java.util.List.of()).stream()
                .map(row -> row.path("PersonnelNumber").asText())
                .collect(Collectors.toSet());
        assertThat(company.mailboxes()).hasSize(12).allSatisfy(box -> {
            assertThat(workers).contains(box.path("personnelNumber").asText());
            assertThat(box.path("address").asText()).endsWith("@fabrikon.example");
            assertThat(box.path("calendar")).isNotEmpty().allSatisfy(CompanyTest::readable);
        });
        assertThat(marked(company)).isBetween(15L, 30L);
    }

    @Test
    void generatedCompaniesHaveTheSameShapeAsTheSample() {
        Company company = Company.generated(10);
        assertThat(company.mailboxes())
                .hasSize(10)
                .allSatisfy(box -> assertThat(box.path("calendar")).hasSize(2).allSatisfy(CompanyTest::readable));
        assertThat(marked(company)).isEqualTo(10);
        assertThat(company.rows().keySet()).isSubsetOf(Company.sample().rows().keySet());
    }

    private static void readable(JsonNode entry) {
        ZoneId.of(entry.path("zone").asText());
        LocalDateTime start = Company.local(entry.path("start").asText(), TODAY);
        LocalDateTime end = Company.local(entry.path("end").asText(), TODAY);
        assertThat(start).isBefore(end);
        assertThat(entry.path("subject").asText()).isNotBlank();
    }

    private static long marked(Company company) {
        return company.mailboxes().stream()
                .flatMap(box -> StreamSupport.stream(box.path("calendar").spliterator(), false))
                .flatMap(entry -> StreamSupport.stream(entry.path("categories").spliterator(), false))
                .filter(category -> "D365".equals(category.asText()))
                .count();
    }
}
