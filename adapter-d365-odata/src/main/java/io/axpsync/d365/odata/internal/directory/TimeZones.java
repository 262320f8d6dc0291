package io.axpsync.d365.odata.internal.directory;

import io.vavr.collection.HashMap;
import io.vavr.collection.Map;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;

/**
 * D365's {@code Timezone} enumeration as IANA zones. The members are named after the offset and cities of Windows' time
 * zones, with or without underscores between the parts; the territories are those of CLDR's Windows zone mapping.
 */
final class TimeZones {

    private static final String TABLE = """
            INTERNATIONALDATELINEWEST=Etc/GMT+12 MIDWAYISLANDSAMOA=Pacific/Apia HAWAII=Pacific/Honolulu
            ALASKA=America/Anchorage PACIFICTIME=America/Los_Angeles TIJUANABAJACALIFORNIA=America/Tijuana
            MOUNTAINTIME=America/Denver ARIZONA=America/Phoenix CHIHUAHUALAPAZMAZATLAN=America/Chihuahua
            CENTRALTIME=America/Chicago GUADALAJARAMEXICOCITY=America/Mexico_City SASKATCHEWAN=America/Regina
            CENTRALAMERICA=America/Guatemala EASTERNTIME=America/New_York INDIANA=America/Indiana/Indianapolis
            BOGOTALIMAQUITORIOBRANCO=America/Bogota CARACAS=America/Caracas ATLANTICTIME=America/Halifax
            LAPAZ=America/La_Paz MANAUS=America/Manaus ASUNCION=America/Asuncion SANTIAGO=America/Santiago
            NEWFOUNDLAND=America/St_Johns BRASILIA=America/Sao_Paulo BUENOSAIRES=America/Argentina/Buenos_Aires
            BUENOSAIRESGEORGETOWN=America/Argentina/Buenos_Aires GREENLAND=America/Nuuk MONTEVIDEO=America/Montevideo
            SALVADOR=America/Bahia MIDATLANTIC=Etc/GMT+2 AZORES=Atlantic/Azores CAPEVERDIS=Atlantic/Cape_Verde
            DUBLINEDINBURGHLISBONLONDON=Europe/London CASABLANCAMONTROVIAREYKJAVIK=Atlantic/Reykjavik
            CASABLANCA=Africa/Casablanca COORDINATEDUNIVERSALTIME=UTC
            AMSTERDAMBERLINBERNROME=Europe/Berlin BELGRADEBRATISLAVABUDAPEST=Europe/Budapest
            BRUSSELSCOPENHAGENMADRID=Europe/Paris SARAJEVOSKOPJEWARSAWZAGREB=Europe/Warsaw
            WESTCENTRALAFRICA=Africa/Lagos TRIPOLI=Africa/Tripoli ATHENSBUCHARESTISTANBUL=Europe/Bucharest
            HELSINKIKYIVRIGAVILNIUS=Europe/Kyiv CAIRO=Africa/Cairo JERUSALEM=Asia/Jerusalem AMMAN=Asia/Amman
            BEIRUT=Asia/Beirut DAMASCUS=Asia/Damascus WINDHOEK=Africa/Windhoek HARAREPRETORIA=Africa/Johannesburg
            MINSK=Europe/Minsk KALININGRADMINSK=Europe/Kaliningrad ISTANBUL=Europe/Istanbul
            MOSCOWSTPETERSBURGVOLGOGRAD=Europe/Moscow KUWAITRIYADH=Asia/Riyadh BAGHDAD=Asia/Baghdad
            NAIROBI=Africa/Nairobi TEHRAN=Asia/Tehran ABUDHABIMUSCAT=Asia/Dubai BAKU=Asia/Baku
            YEREVAN=Asia/Yerevan TBILISI=Asia/Tbilisi CAUCASUSSTANDARDTIME=Asia/Yerevan PORTLOUIS=Indian/Mauritius
            IZHEVSKSAMARA=Europe/Samara KABUL=Asia/Kabul EKATERINBURG=Asia/Yekaterinburg
            ISLAMABADKARACHI=Asia/Karachi CHENNAIKOLKATAMUMBAI=Asia/Kolkata SRIJAYAWARDENEPURA=Asia/Colombo
            KATHMANDU=Asia/Kathmandu ASTANADHAKA=Asia/Almaty ALMATYNOVOSIBIRSK=Asia/Novosibirsk DHAKA=Asia/Dhaka
            YANGON=Asia/Yangon BANGKOKHANOIJAKARTA=Asia/Bangkok KRASNOYARSK=Asia/Krasnoyarsk
            BEIJINGCHONGQINGHONGKONG=Asia/Shanghai IRKUTSKULAANBATAAR=Asia/Irkutsk ULAANBAATAR=Asia/Ulaanbaatar
            KUALALUMPURSINGAPORE=Asia/Singapore PERTH=Australia/Perth TAIPEI=Asia/Taipei
            OSAKASAPPOROTOKYO=Asia/Tokyo SEOUL=Asia/Seoul YAKUTSK=Asia/Yakutsk ADELAIDE=Australia/Adelaide
            DARWIN=Australia/Darwin BRISBANE=Australia/Brisbane CANBERRAMELBOURNESYDNEY=Australia/Sydney
            HOBART=Australia/Hobart GUAMPORTMORESBY=Pacific/Port_Moresby VLADIVOSTOK=Asia/Vladivostok
            MAGADANSOLOMONIS=Pacific/Guadalcanal MAGADAN=Asia/Magadan CHOKURDAKH=Asia/Srednekolymsk
            AUCKLANDWELLINGTON=Pacific/Auckland FIJIKAMCHATKAMARSHALLIS=Pacific/Fiji
            ANADYRPETROKAMCHATSKY=Asia/Kamchatka NUKUALOFA=Pacific/Tongatapu
            """;

    private static final Map<String, ZoneId> ZONES = HashMap.ofEntries(io.vavr.collection.Vector.of(
                    TABLE.strip().split("\\s+"))
            .map(e -> io.vavr.Tuple.of(e.substring(0, e.indexOf('=')), ZoneId.of(e.substring(e.indexOf('=') + 1)))));

    private TimeZones() {}

    /** The zone of a member; UTC when it is empty or unknown. */
    static ZoneId of(String member) {
        String cities = member.toUpperCase(Locale.ROOT).replace("_", "").replaceFirst("^GMT((PLUS|MINUS)\\d{4})?", "");
        if (cities.equals("COORDINATEDUNIVERSALTIME")) {
            return offset(member);
        }
        return ZONES.getOrElse(cities, ZoneOffset.UTC);
    }

    /** {@code GMTMINUS1100COORDINATEDUNIVERSALTIME} and the like are fixed offsets. */
    private static ZoneId offset(String member) {
        java.util.regex.Matcher m = java.util.regex.Pattern.compile("(PLUS|MINUS)(\\d{2})(\\d{2})")
                .matcher(member.toUpperCase(Locale.ROOT).replace("_", ""));
        return m.find()
                ? ZoneOffset.of((m.group(1).equals("PLUS") ? "+" : "-") + m.group(2) + ":" + m.group(3))
                : ZoneOffset.UTC;
    }
}
