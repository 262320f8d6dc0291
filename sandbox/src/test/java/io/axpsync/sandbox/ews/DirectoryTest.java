package io.axpsync.sandbox.ews;

import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.sandbox.contract.ContractWatch;
import io.axpsync.sandbox.mailbox.MasterCategory;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Names, zones, the category list and ids. */
class DirectoryTest {

    @RegisterExtension
    static final ContractWatch watch = ContractWatch.open();

    private static final String CATEGORIES = "Name=\"CategoryList\"><t:DistinguishedFolderId Id=\"calendar\"/>";

    private final EwsClient ews = new EwsClient(watch);

    private static String resolve(String entry) {
        return "<m:ResolveNames ReturnFullContactData=\"true\"><m:UnresolvedEntry>" + entry
                + "</m:UnresolvedEntry></m:ResolveNames>";
    }

    private static String zones(String attribute, String ids) {
        return "<m:GetServerTimeZones ReturnFullTimeZoneData=\"" + attribute + "\">" + ids + "</m:GetServerTimeZones>";
    }

    private static String getCategories(String name) {
        return "<m:GetUserConfiguration><m:UserConfigurationName " + name + "</m:UserConfigurationName>"
                + "<m:UserConfigurationProperties>XmlData</m:UserConfigurationProperties></m:GetUserConfiguration>";
    }

    private String categories() {
        String data = ews.ok(getCategories(CATEGORIES))
                .required("m:UserConfiguration")
                .required("t:XmlData")
                .text();
        return new String(Base64.getDecoder().decode(data), StandardCharsets.UTF_8);
    }

    private String update(String xml) {
        String data = Base64.getEncoder().encodeToString(xml.getBytes(StandardCharsets.UTF_8));
        return "<m:UpdateUserConfiguration><m:UserConfiguration><t:UserConfigurationName " + CATEGORIES
                + "</t:UserConfigurationName><t:XmlData>" + data
                + "</t:XmlData></m:UserConfiguration></m:UpdateUserConfiguration>";
    }

    @Test
    void namesResolveToOneToSeveralAndToNobody() {
        assertThat(ews.ok(resolve("smtp:ben@contoso.example"))
                        .required("m:ResolutionSet")
                        .only()
                        .required("t:Mailbox")
                        .required("t:Name")
                        .text())
                .isEqualTo("Ben Okafor");
        ews.company.add("bea@contoso.example", "Bea Benoit", "UTC");
        Xml several = ews.message(resolve("Be"));
        assertThat(several.requiredAttribute("ResponseClass")).isEqualTo("Warning");
        assertThat(EwsClient.code(several)).isEqualTo("ErrorNameResolutionMultipleResults");
        assertThat(several.required("m:ResolutionSet").children()).hasSize(2);
        assertThat(ews.code(resolve("zoe"))).isEqualTo("ErrorNameResolutionNoResults");
    }

    @Test
    void zonesComeWithTheRulesOfToday() {
        Xml zone = ews.ok(zones("true", "<m:Ids><t:Id>W. Europe Standard Time</t:Id></m:Ids>"))
                .required("m:TimeZoneDefinitions")
                .only();

        List<String> biases = zone.required("t:Periods").children().stream()
                .map(p -> p.requiredAttribute("Name") + " " + p.requiredAttribute("Bias"))
                .toList();
        assertThat(biases).containsExactly("Standard -PT60M", "Daylight -PT120M");
        List<Xml> transitions = zone.required("t:TransitionsGroups").only().children();
        assertThat(transitions).hasSize(2);
        assertThat(transitions.get(0).required("t:Month").text()).isEqualTo("3");
        assertThat(transitions.get(0).required("t:TimeOffset").text()).isEqualTo("PT2H");
        assertThat(transitions.get(1).required("t:TimeOffset").text()).isEqualTo("PT3H");
        assertThat(transitions.get(0).required("t:Occurrence").text()).isEqualTo("-1");
    }

    @Test
    void allZonesAreThereInBothForms() {
        assertThat(ews.ok(zones("false", "")).required("m:TimeZoneDefinitions").children())
                .hasSizeGreaterThan(100)
                .allMatch(z -> z.children().isEmpty());
        assertThat(ews.ok(zones("true", "")).required("m:TimeZoneDefinitions").children())
                .allMatch(z -> z.child("t:Periods").isPresent());
        assertThat(ews.code(zones("true", "<m:Ids><t:Id>Middle Earth Time</t:Id></m:Ids>")))
                .isEqualTo("ErrorTimeZone");
    }

    @Test
    void theCategoryListIsReadAndWritten() {
        ews.anna.put(new MasterCategory("11111111-1111-1111-1111-111111111111", "Blue & Co", "preset7"));
        ews.anna.put(new MasterCategory("22222222-2222-2222-2222-222222222222", "Plain", "none"));
        String list = categories();
        assertThat(list).contains("name=\"Blue &amp; Co\" color=\"7\"").contains("name=\"Plain\" color=\"-1\"");

        ews.ok(update(list.replace("name=\"Plain\" color=\"-1\"", "name=\"D365\" color=\"3\"")
                .replace("name=\"Blue &amp; Co\"", "name=\"Blue\"")));

        assertThat(ews.anna.categories())
                .extracting(c -> c.displayName() + " " + c.color())
                .containsExactlyInAnyOrder("Blue preset7", "D365 preset3");
    }

    @Test
    void whatIsNoCategoryListIsRefused() {
        assertThat(ews.code(update("<categories><category"))).isEqualTo("ErrorInvalidValueForProperty");
        assertThat(ews.code(getCategories("Name=\"Other\"><t:DistinguishedFolderId Id=\"calendar\"/>")))
                .isEqualTo("ErrorItemNotFound");
    }

    @Test
    void idsChangeTheirSpellingThereAndBack() {
        Xml item = ews.create("<t:Subject>x</t:Subject>");
        String convert = "<m:ConvertId DestinationFormat=\"%s\"><m:SourceIds><t:AlternateId Format=\"%s\" Id=\"%s\""
                + " Mailbox=\"anna@contoso.example\"/></m:SourceIds></m:ConvertId>";

        String hex = ews.ok(String.format(convert, "HexEntryId", "EwsId", item.requiredAttribute("Id")))
                .required("m:AlternateId")
                .requiredAttribute("Id");
        String back = ews.ok(String.format(convert, "EwsId", "HexEntryId", hex))
                .required("m:AlternateId")
                .requiredAttribute("Id");

        assertThat(hex).matches("[0-9A-F]+");
        assertThat(back).isEqualTo(item.requiredAttribute("Id"));
        assertThat(ews.code(String.format(convert, "EwsId", "HexEntryId", "xyz")))
                .isEqualTo("ErrorInvalidIdMalformed");
    }
}
