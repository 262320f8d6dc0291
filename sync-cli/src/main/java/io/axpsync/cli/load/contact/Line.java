package io.axpsync.cli.load.contact;

/** The texts of one line that a card, a Graph contact and a row of {@code ContactPersons} have in common. */
enum Line {
    PREFIX("title", "ProfessionalTitle"),
    GIVEN("givenName", "FirstName"),
    MIDDLE("middleName", "MiddleName"),
    FAMILY("surname", "LastName"),
    SUFFIX("generation", "ProfessionalSuffix"),
    NICKNAME("nickName", "KnownAsName"),
    PHONETIC_GIVEN("yomiGivenName", "PhoneticFirstName"),
    PHONETIC_FAMILY("yomiSurname", "PhoneticLastName"),
    /** D365 holds it as the organisation that the person belongs to. */
    ORGANISATION("companyName", ""),
    DEPARTMENT("department", "EmploymentDepartment"),
    TITLE("jobTitle", "EmploymentJobTitle"),
    ROLE("profession", "EmploymentProfession"),
    /** D365 holds a number of a person there, not a name. */
    MANAGER("manager", ""),
    ASSISTANT("assistantName", "AssistantName"),
    SPOUSE("spouseName", "SpouseName"),
    /** D365 holds it among the party's contact data. */
    URL("businessHomePage", "");

    /** Of a Graph contact. */
    final String member;

    /** Of D365's row; empty when none holds it as it stands. */
    final String column;

    Line(String member, String column) {
        this.member = member;
        this.column = column;
    }
}
