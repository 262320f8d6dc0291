package io.axpsync.sandbox.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.axpsync.sandbox.contract.FilterGrammar.Malformed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FilterGrammarTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dataAreaId eq 'usmf'",
                "Purpose eq 'O''Neil' and (Closed ne Microsoft.Dynamics.DataEntities.NoYes'Yes' or not (A gt 5))",
                "LastDateTimeEdited ge 2026-11-22T10:00:00Z",
                "categories/any(a:a eq 'X')",
                "singleValueExtendedProperties/Any(ep: ep/id eq 'String {a} Name n' and ep/value eq '1')",
                "A add 1 gt B sub 2",
                "startswith(Purpose,'x')",
                "A in ('a','b')",
                "id eq 8d7e5a2b-0000-0000-0000-000000000000",
                "A eq -1.5e3"
            })
    void legalExpressionsAreRead(String expression) throws Malformed {
        assertThat(FilterGrammar.read(expression)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Purpose eq 'O'Neil'",
                "Purpose eq 'open",
                "Purpose eq",
                "(Purpose eq 'a'",
                "Purpose = 'a'",
                "Purpose eq \"a\"",
                "Purpose eq 'a' and",
                "LastDateTimeEdited ge 2026-11-22T10:00",
                "LastDateTimeEdited ge datetime'2026-11-22T10:00:00Z' x",
                ""
            })
    void illegalExpressionsAreRefused(String expression) {
        assertThatThrownBy(() -> FilterGrammar.read(expression)).isInstanceOf(Malformed.class);
    }

    @Test
    void operatorsFunctionsAndComparisonsAreSaid() throws Malformed {
        FilterGrammar.Use use = FilterGrammar.read("contains(A,'x') and B in (1,2) and C eq N.E'M'");
        assertThat(use.functions()).containsExactly("contains");
        assertThat(use.operators()).containsExactly("and", "eq", "in");
        assertThat(use.comparisons())
                .contains(new FilterGrammar.Comparison(
                        new FilterGrammar.Path("C"), "eq", new FilterGrammar.Literal("enum:N.E", "N.E'M'")));
    }
}
