package io.axpsync.exchange.graph.internal;

import com.microsoft.graph.models.BodyType;
import com.microsoft.graph.models.ItemBody;
import io.axpsync.core.item.Value;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jspecify.annotations.Nullable;

/** Texts and bodies. We ask for bodies as text; where the server sends HTML all the same, it is made text here. */
final class Texts {

    private Texts() {}

    static Value read(@Nullable String text) {
        return Value.text(text == null ? "" : text);
    }

    static String write(Value value) {
        return value instanceof Value.Text t ? t.text() : "";
    }

    static Value read(@Nullable ItemBody body) {
        if (body == null || body.getContent() == null) {
            return Value.NOTHING;
        }
        return Value.text(body.getContentType() == BodyType.Html ? plain(body.getContent()) : body.getContent());
    }

    /** Of what is read without the SDK. */
    static Value read(String contentType, String content) {
        return Value.text(contentType.equalsIgnoreCase("html") ? plain(content) : content);
    }

    static ItemBody body(Value value) {
        ItemBody body = new ItemBody();
        body.setContentType(BodyType.Text);
        body.setContent(write(value));
        return body;
    }

    private static String plain(String html) {
        Document document = Jsoup.parse(html);
        document.outputSettings().prettyPrint(false);
        document.select("style, script, head").remove();
        document.select("br").before("\\n");
        document.select("p, div, li, tr, h1, h2, h3, h4, h5, h6").before("\\n");
        return document.wholeText().replace("\\n", "\n");
    }
}
