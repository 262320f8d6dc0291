package io.axpsync.core.people;

import io.vavr.collection.HashSet;
import io.vavr.collection.Set;
import java.util.Locale;

/** Domains at which anybody has an address, so that they say nothing of a company. */
final class FreeMail {

    /** Providers that have one name in many countries. */
    private static final Set<String> EVERYWHERE =
            HashSet.of("gmx", "yahoo", "hotmail", "outlook", "live", "msn", "web", "googlemail", "yandex", "aol");

    private static final Set<String> DOMAINS = HashSet.of(
            "gmail.com",
            "googlemail.com",
            "ymail.com",
            "rocketmail.com",
            "icloud.com",
            "me.com",
            "mac.com",
            "proton.me",
            "protonmail.com",
            "pm.me",
            "tutanota.com",
            "tuta.io",
            "tuta.com",
            "mail.com",
            "email.com",
            "fastmail.com",
            "hushmail.com",
            "zoho.com",
            "mail.ru",
            "bk.ru",
            "list.ru",
            "inbox.ru",
            "rambler.ru",
            "ya.ru",
            "freenet.de",
            "t-online.de",
            "arcor.de",
            "posteo.de",
            "mailbox.org",
            "1und1.de",
            "online.de",
            "kabelbw.de",
            "vodafone.de",
            "aon.at",
            "a1.net",
            "chello.at",
            "inode.at",
            "drei.at",
            "utanet.at",
            "kabsi.at",
            "tele2.at",
            "bluewin.ch",
            "hispeed.ch",
            "sunrise.ch",
            "orange.fr",
            "wanadoo.fr",
            "free.fr",
            "laposte.net",
            "sfr.fr",
            "neuf.fr",
            "libero.it",
            "virgilio.it",
            "tiscali.it",
            "alice.it",
            "tin.it",
            "telefonica.net",
            "terra.es",
            "btinternet.com",
            "sky.com",
            "virginmedia.com",
            "ntlworld.com",
            "blueyonder.co.uk",
            "comcast.net",
            "verizon.net",
            "att.net",
            "sbcglobal.net",
            "bellsouth.net",
            "cox.net",
            "charter.net",
            "rogers.com",
            "shaw.ca",
            "telenet.be",
            "skynet.be",
            "ziggo.nl",
            "kpnmail.nl",
            "planet.nl",
            "home.nl",
            "xs4all.nl",
            "wp.pl",
            "o2.pl",
            "onet.pl",
            "interia.pl",
            "seznam.cz",
            "centrum.cz",
            "azet.sk",
            "freemail.hu",
            "citromail.hu",
            "abv.bg",
            "mail.bg",
            "telia.com",
            "comhem.se",
            "online.no",
            "qq.com",
            "163.com",
            "126.com",
            "sina.com",
            "naver.com",
            "daum.net",
            "hanmail.net",
            "uol.com.br",
            "bol.com.br",
            "rediffmail.com");

    private FreeMail() {}

    /** The domain of an address in lower case; empty when it is none of a company. */
    static String companyDomain(String address) {
        String domain = address.substring(address.lastIndexOf('@') + 1).strip().toLowerCase(Locale.ROOT);
        int dot = domain.indexOf('.');
        boolean none = dot <= 0 || !address.contains("@") || DOMAINS.contains(domain);
        return none || EVERYWHERE.contains(domain.substring(0, dot)) ? "" : domain;
    }
}
