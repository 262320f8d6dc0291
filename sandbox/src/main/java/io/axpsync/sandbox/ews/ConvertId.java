package io.axpsync.sandbox.ews;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** ConvertId: the same bytes in another spelling; what they mean is not looked at. */
final class ConvertId implements Operation {

    private static final List<String> FORMATS =
            List.of("EwsLegacyId", "EwsId", "EntryId", "HexEntryId", "StoreId", "OwaId");

    @Override
    public List<Xml> answer(Call call, Xml request) {
        String to = request.choice("DestinationFormat", FORMATS);
        return new Batch(call, "ConvertId").each(request.list("m:SourceIds"), id -> {
            String from = id.choice("Format", FORMATS);
            String mailbox = id.requiredAttribute("Mailbox");
            if (call.company().find(mailbox).isEmpty()) {
                throw new EwsError("ErrorNonExistentMailbox", "The SMTP address has no mailbox associated with it.");
            }
            String converted = write(to, read(from, id.requiredAttribute("Id")));
            return List.of(Xml.of("m:AlternateId")
                    .with("xsi:type", "t:AlternateIdType")
                    .with("Format", to)
                    .with("Id", converted)
                    .with("Mailbox", mailbox));
        });
    }

    private static byte[] read(String format, String id) {
        try {
            return switch (format) {
                case "HexEntryId" -> HexFormat.of().parseHex(id);
                case "OwaId" -> base64(URLDecoder.decode(id, StandardCharsets.UTF_8));
                default -> base64(id);
            };
        } catch (IllegalArgumentException malformed) {
            throw new EwsError("ErrorInvalidIdMalformed", "Id is malformed.");
        }
    }

    private static byte[] base64(String id) {
        return Base64.getDecoder().decode(id.replace('-', '+').replace('_', '/'));
    }

    private static String write(String format, byte[] id) {
        String base64 = Base64.getEncoder().encodeToString(id);
        return switch (format) {
            case "HexEntryId" -> HexFormat.of().formatHex(id).toUpperCase(Locale.ROOT);
            case "OwaId" -> URLEncoder.encode(base64, StandardCharsets.UTF_8);
            default -> base64;
        };
    }
}
