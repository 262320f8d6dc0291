package io.axpsync.core.people;

import io.axpsync.core.item.Company;
import io.vavr.collection.Seq;

/** Which company a contact belongs to. */
public sealed interface CompanyMatch {

    /** One clear winner. */
    record Found(Candidate winner) implements CompanyMatch {}

    /** Several organisations are equally likely; left to a person. */
    record Disputed(Seq<Candidate> candidates) implements CompanyMatch {}

    /**
     * None is likely enough.
     *
     * @param below those that the threshold kept out, best first
     */
    record Unknown(Seq<Candidate> below) implements CompanyMatch {}

    /** A company with the rule by which it was recognised best. */
    record Candidate(Company company, Rule rule) {}

    /** How a company is recognised, the surest first. */
    enum Rule {
        EXACT_NAME(100, "same name"),
        SAME_NAME(90, "same name but for case, accents, punctuation or legal form"),
        ALIAS(80, "known alias"),
        OTHER_FORM(75, "same name, but another legal form"),
        /** The contact names no company, or one whose name begins with the same word. */
        DOMAIN(70, "domain of its e-mail addresses"),
        /** The domain is the company's, but the contact names another one. */
        DOMAIN_ONLY(40, "domain of its e-mail addresses, but the contact names another company");

        private final int confidence;
        private final String words;

        Rule(int confidence, String words) {
            this.confidence = confidence;
            this.words = words;
        }

        /** 0 to 100. */
        public int confidence() {
            return confidence;
        }

        public String words() {
            return words;
        }
    }
}
