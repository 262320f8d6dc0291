package io.axpsync.sandbox.ews;

import static io.axpsync.sandbox.ews.EwsClient.path;
import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.sandbox.contract.ContractWatch;
import io.axpsync.sandbox.mailbox.Attachment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AttachmentsTest {

    @RegisterExtension
    static final ContractWatch watch = ContractWatch.open();

    private static final String NOTE = "<t:FileAttachment><t:Name>note.txt</t:Name><t:ContentType>text/plain"
            + "</t:ContentType><t:IsInline>false</t:IsInline><t:Content>aGVsbG8=</t:Content></t:FileAttachment>";

    private final EwsClient ews = new EwsClient(watch);
    private final Xml item = ews.create("<t:Subject>with a note</t:Subject>");

    private static String create(Xml parent, String attachments) {
        return "<m:CreateAttachment><m:ParentItemId Id=\"" + parent.requiredAttribute("Id") + "\"/><m:Attachments>"
                + attachments + "</m:Attachments></m:CreateAttachment>";
    }

    private Xml attach(String attachment) {
        return ews.ok(create(item, attachment)).required("m:Attachments").only().required("t:AttachmentId");
    }

    private static String call(String operation, String id) {
        return "<m:" + operation + "><m:AttachmentIds><t:AttachmentId Id=\"" + id + "\"/></m:AttachmentIds></m:"
                + operation + ">";
    }

    @Test
    void aFileIsAttachedListedReadAndRemoved() {
        Xml id = attach(NOTE);
        assertThat(id.requiredAttribute("RootItemId")).isEqualTo(item.requiredAttribute("Id"));
        assertThat(id.requiredAttribute("RootItemChangeKey")).isNotEqualTo(item.requiredAttribute("ChangeKey"));

        Xml listed = ews.get(item, "IdOnly", path("item:Attachments"), path("item:HasAttachments"));
        assertThat(listed.required("t:HasAttachments").text()).isEqualTo("true");
        Xml file = listed.required("t:Attachments").only();
        assertThat(file.required("t:Size").text()).isEqualTo("5");
        assertThat(file.child("t:Content")).isEmpty();

        Xml whole = ews.ok(call("GetAttachment", id.requiredAttribute("Id")))
                .required("m:Attachments")
                .only();
        assertThat(whole.required("t:Name").text()).isEqualTo("note.txt");
        assertThat(whole.required("t:Content").text()).isEqualTo("aGVsbG8=");

        Xml root = ews.ok(call("DeleteAttachment", id.requiredAttribute("Id"))).required("m:RootItemId");
        assertThat(root.requiredAttribute("RootItemChangeKey"))
                .isEqualTo(ews.stored(item).identity().changeKey());
        assertThat(ews.get(item, "IdOnly", path("item:HasAttachments"))
                        .required("t:HasAttachments")
                        .text())
                .isEqualTo("false");
        assertThat(ews.code(call("GetAttachment", id.requiredAttribute("Id")))).isEqualTo("ErrorItemNotFound");
    }

    @Test
    void filesOfAppointmentsAreSharedWithTheOtherProtocolAndGoAlongWithCopies() {
        attach(NOTE);
        String other = ews.anna
                .attach(
                        ews.stored(item).identity().immutableId(),
                        new Attachment("", "a.txt", "text/plain", false, "", "", EwsClient.NOW, new byte[] {1, 2}))
                .id();

        assertThat(ews.stored(item).attachments()).extracting(Attachment::name).containsExactly("note.txt", "a.txt");
        assertThat(ews.ok(call("GetAttachment", other))
                        .required("m:Attachments")
                        .only()
                        .required("t:Content")
                        .text())
                .isEqualTo("AQI=");

        Xml copy = ews.ok("<m:CopyItem><m:ToFolderId><t:DistinguishedFolderId Id=\"calendar\"/></m:ToFolderId>"
                        + "<m:ItemIds><t:ItemId Id=\"" + item.requiredAttribute("Id") + "\"/></m:ItemIds></m:CopyItem>")
                .required("m:Items")
                .only()
                .required("t:ItemId");
        ews.ok(call("DeleteAttachment", other));

        assertThat(ews.stored(item).attachments()).hasSize(1);
        assertThat(ews.stored(copy).attachments()).hasSize(2);
        assertThat(copy.requiredAttribute("ChangeKey"))
                .isEqualTo(ews.stored(copy).identity().changeKey());
    }

    @Test
    void anItemIsAttachedWithItsContent() {
        Xml id = attach("<t:ItemAttachment><t:Name>inner</t:Name><t:CalendarItem><t:Subject>inner</t:Subject>"
                + "<t:Location>Room 1</t:Location></t:CalendarItem></t:ItemAttachment>");

        Xml whole = ews.ok(call("GetAttachment", id.requiredAttribute("Id")))
                .required("m:Attachments")
                .only();

        assertThat(whole.localName()).isEqualTo("ItemAttachment");
        assertThat(whole.required("t:CalendarItem").required("t:Location").text())
                .isEqualTo("Room 1");
    }

    @Test
    void attachmentsStayWithAnItemThatMoves() {
        Xml id = attach(NOTE);
        ews.ok("<m:MoveItem><m:ToFolderId><t:DistinguishedFolderId Id=\"deleteditems\"/></m:ToFolderId><m:ItemIds>"
                + EwsClient.itemRef(item) + "</m:ItemIds></m:MoveItem>");

        ews.ok(call("GetAttachment", id.requiredAttribute("Id")));
    }

    @Test
    void eachAttachmentOfARequestIsAnsweredForItself() {
        assertThat(ews
                        .messages(create(
                                item, NOTE + "<t:ReferenceAttachment><t:Name>x</t:Name></t:ReferenceAttachment>"))
                        .stream()
                        .map(EwsClient::code))
                .containsExactly("NoError", "ErrorInvalidOperation");
    }

    @Test
    void whatIsNotThereOrNoContentIsRefused() {
        Xml id = attach(NOTE);
        assertThat(ews.code(call("GetAttachment", "no id"))).isEqualTo("ErrorInvalidAttachmentId");
        assertThat(ews.code(call("DeleteAttachment", "AAAA"))).isEqualTo("ErrorItemNotFound");
        assertThat(ews.fault(ews.sendBad("no base64", ews.envelope(create(item, NOTE.replace("aGVsbG8=", "{"))))))
                .isEqualTo("ErrorSchemaValidation");
        ews.soapHeaders = "<t:ExchangeImpersonation><t:ConnectingSID><t:SmtpAddress>ben@contoso.example"
                + "</t:SmtpAddress></t:ConnectingSID></t:ExchangeImpersonation>";
        assertThat(ews.code(call("GetAttachment", id.requiredAttribute("Id")))).isEqualTo("ErrorItemNotFound");
    }
}
