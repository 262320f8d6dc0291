package io.axpsync.sandbox.mailbox;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.UUID;

/** What the server does to bodies: it makes whole HTML pages of fragments and turns the one type into the other. */
public final class Bodies {

    private static final String HEAD =
            "<html><head>\r\n<meta http-equiv=\"Content-Type\" content=\"text/html; charset=utf-8\">";

    private Bodies() {}

    /** A body as Exchange stores it: lines end in CR LF, an HTML fragment becomes a page, other HTML gets its meta element. */
    static Body normalised(Body body) {
        String content = body.content().replace("\r\n", "\n").replace("\n", "\r\n");
        if (body.type() == BodyType.TEXT || content.isEmpty() || content.startsWith(HEAD)) {
            return new Body(body.type(), content);
        }
        String lower = content.toLowerCase(Locale.ROOT);
        int from = lower.indexOf("<body");
        int open = from < 0 ? -1 : lower.indexOf('>', from);
        int close = lower.lastIndexOf("</body>");
        String inner = open < 0 ? content : content.substring(open + 1, close > open ? close : content.length());
        return new Body(BodyType.HTML, HEAD + "</head><body>" + inner + "</body></html>");
    }

    /** The body as HTML; a text body becomes a page as Exchange converts it. */
    public static String html(Body body) {
        if (body.type() == BodyType.HTML || body.content().isEmpty()) {
            return body.content();
        }
        String escaped = body.content()
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\r\n", "\n")
                .replace("\n", "<br>\r\n");
        return HEAD
                + "\r\n<meta name=\"Generator\" content=\"Microsoft Exchange Server\">\r\n<!-- converted from text -->"
                + "</head>\r\n<body>\r\n<div class=\"PlainText\">" + escaped + "</div>\r\n</body>\r\n</html>\r\n";
    }

    /** The body as text; HTML loses its elements. */
    public static String text(Body body) {
        if (body.type() == BodyType.TEXT) {
            return body.content();
        }
        String content = body.content()
                .replaceAll("(?is)<head.*?</head>|<style.*?</style>|<script.*?</script>|<!--.*?-->", "")
                .replaceAll("[\\r\\n]+", " ")
                .replaceAll("(?i)<br\\s*/?>|</p>|</div>|</li>|</tr>", "\r\n")
                .replaceAll("<[^>]*>", "");
        return content.replace("&nbsp;", " ")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&")
                .replaceAll("[ \\t]+", " ")
                .replaceAll(" ?\\r\\n ?", "\r\n")
                .strip();
    }

    /** The join block that the server appends, and its link. */
    static OnlineMeeting join(String provider, String uid) {
        UUID room = UUID.nameUUIDFromBytes(uid.getBytes(StandardCharsets.UTF_8));
        String url = "https://teams.example/l/meetup-join/" + room;
        String block = "<div id=\"axp-join\">____________________<br>\r\n<a href=\"" + url
                + "\">Join the meeting now</a><br>\r\n____________________</div>";
        return new OnlineMeeting(provider, url, block);
    }

    static Body withBlock(Body body, String block) {
        String html =
                body.type() == BodyType.HTML ? body.content() : body.content().isEmpty() ? "" : html(body);
        int close = html.toLowerCase(Locale.ROOT).lastIndexOf("</body>");
        return new Body(
                BodyType.HTML, close < 0 ? html + block : html.substring(0, close) + block + html.substring(close));
    }
}
