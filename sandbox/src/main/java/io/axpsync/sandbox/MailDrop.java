package io.axpsync.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.axpsync.sandbox.http.Response;
import io.axpsync.sandbox.mailbox.Delivery;
import io.axpsync.sandbox.mailbox.FolderKind;
import io.axpsync.sandbox.mailbox.Mailbox;
import io.axpsync.sandbox.mailbox.MailboxFault;
import io.axpsync.sandbox.mailbox.Mailboxes;
import io.axpsync.sandbox.mailbox.MessageItem;
import io.axpsync.sandbox.mailbox.OtherItem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Takes mails for the company's mailboxes at the admin surface. */
record MailDrop(Mailboxes mailboxes) {

    /**
     * Delivers one; without a folder to the inbox, without a time now.
     *
     * @throws IllegalArgumentException with the reason why it is not delivered
     */
    Response deliver(JsonNode mail) {
        String address = mail.path("mailbox").asText();
        Mailbox mailbox = mailboxes
                .find(address)
                .orElseThrow(() -> new IllegalArgumentException("there is no mailbox " + address));
        List<String> categories = new ArrayList<>();
        mail.path("categories").forEach(category -> categories.add(category.asText()));
        Instant received = mail.hasNonNull("received")
                ? Instant.parse(mail.path("received").asText())
                : mailboxes.clock().instant();
        String folder = mail.path("folder").asText(FolderKind.INBOX.distinguishedName());
        byte[] mime = Base64.getMimeDecoder().decode(mail.path("mime").asText());
        if (mime.length == 0) {
            throw new IllegalArgumentException("the body needs a member mime, an .eml in base64");
        }
        OtherItem there;
        try {
            there = new Delivery(folder, mime, received, categories).into(mailbox);
        } catch (MailboxFault refused) {
            throw new IllegalArgumentException("folder " + folder + ": " + refused.getMessage(), refused);
        }
        ObjectNode answer = JsonNodeFactory.instance
                .objectNode()
                .put("id", there.identity().immutableId())
                .put("classicId", there.identity().classicId())
                .put("changeKey", there.identity().changeKey())
                .put("subject", ((MessageItem) there.content()).subject());
        return Response.json(201, answer.toString());
    }
}
