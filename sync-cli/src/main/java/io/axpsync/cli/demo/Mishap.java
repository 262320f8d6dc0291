package io.axpsync.cli.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.axpsync.cli.config.Backend;
import io.axpsync.cli.demo.stage.Admin;

/** What goes wrong on the servers, as rules of the sandbox's admin surface. */
final class Mishap {

    private static final String MESSAGES = "http://schemas.microsoft.com/exchange/services/2006/messages";
    private static final String TYPES = "http://schemas.microsoft.com/exchange/services/2006/types";

    private Mishap() {}

    /** The next listing of the calendar is complete, well-formed and empty. */
    static ObjectNode emptyCalendar(Backend backend, String mailbox, String graphBase) {
        if (backend == Backend.GRAPH) {
            String link = graphBase + "/users/" + mailbox + "/calendarView/delta?$deltatoken=emptied";
            String page = Admin.object()
                    .put("@odata.deltaLink", link)
                    .set("value", Admin.object().arrayNode())
                    .toString();
            return rule("graph", "status")
                    .put("status", 200)
                    .put("method", "GET")
                    .put("path", quoted(mailbox) + ".*/delta")
                    .put("answer", page)
                    .set("headers", json());
        }
        return soap(
                "SyncFolderItems",
                mailbox,
                200,
                "<m:SyncFolderItemsResponse xmlns:m=\"" + MESSAGES + "\" xmlns:t=\"" + TYPES + "\">"
                        + "<m:ResponseMessages><m:SyncFolderItemsResponseMessage ResponseClass=\"Success\">"
                        + "<m:ResponseCode>NoError</m:ResponseCode><m:SyncState>AAAA</m:SyncState>"
                        + "<m:IncludesLastItemInRange>true</m:IncludesLastItemInRange><m:Changes/>"
                        + "</m:SyncFolderItemsResponseMessage></m:ResponseMessages></m:SyncFolderItemsResponse>");
    }

    /** The next listing of activities is complete, well-formed and empty. */
    static ObjectNode emptyD365() {
        String page = Admin.object().set("value", Admin.object().arrayNode()).toString();
        return rule("d365", "status")
                .put("status", 200)
                .put("method", "GET")
                .put("path", "/data/Activities\\?")
                .put("answer", page)
                .set("headers", json());
    }

    /** From now on Exchange refuses us that mailbox. */
    static ObjectNode noPermission(Backend backend, String mailbox) {
        if (backend == Backend.GRAPH) {
            return rule("graph", "status")
                    .put("status", 403)
                    .put("path", quoted(mailbox))
                    .put("times", -1)
                    .put("answer", "{\"error\":{\"code\":\"ErrorAccessDenied\",\"message\":\"Access is denied.\"}}")
                    .set("headers", json());
        }
        return soap(
                        "",
                        mailbox,
                        500,
                        "<s:Fault><faultcode xmlns:a=\"" + TYPES + "\">a:ErrorImpersonateUserDenied</faultcode>"
                                + "<faultstring>The account does not have permission to impersonate the requested"
                                + " user.</faultstring><detail><e:ResponseCode xmlns:e=\""
                                + "http://schemas.microsoft.com/exchange/services/2006/errors\">"
                                + "ErrorImpersonateUserDenied</e:ResponseCode></detail></s:Fault>")
                .put("times", -1);
    }

    /** D365 does not take the access token any more, once. */
    static ObjectNode expiredToken() {
        return rule("d365", "status")
                .put("status", 401)
                .put("path", "/data/")
                .put("after", 2)
                .set("headers", Admin.object().put("WWW-Authenticate", "Bearer error=\"invalid_token\""));
    }

    /** The client secret has expired: no tokens from now on. */
    static ObjectNode expiredSecret() {
        return rule("token", "status")
                .put("status", 401)
                .put("times", -1)
                .put(
                        "answer",
                        "{\"error\":\"invalid_client\",\"error_description\":\"AADSTS7000222: The provided client"
                                + " secret keys for app are expired.\",\"error_codes\":[7000222]}")
                .set("headers", json());
    }

    private static ObjectNode soap(String operation, String mailbox, int status, String body) {
        return rule("ews", "status")
                .put("status", status)
                .put("operation", operation)
                .put("body", quoted(mailbox))
                .put(
                        "answer",
                        "<?xml version=\"1.0\" encoding=\"utf-8\"?>"
                                + "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Header>"
                                + "<h:ServerVersionInfo xmlns:h=\"" + TYPES + "\" MajorVersion=\"15\""
                                + " MinorVersion=\"2\" MajorBuildNumber=\"1544\" MinorBuildNumber=\"4\""
                                + " Version=\"V2017_07_11\"/></s:Header><s:Body>" + body + "</s:Body></s:Envelope>")
                .set("headers", Admin.object().put("Content-Type", "text/xml; charset=utf-8"));
    }

    private static ObjectNode rule(String frontEnd, String kind) {
        return Admin.object().put("kind", kind).put("frontEnd", frontEnd);
    }

    private static ObjectNode json() {
        return Admin.object().put("Content-Type", "application/json; charset=utf-8");
    }

    private static String quoted(String address) {
        return address.replace(".", "\\.");
    }
}
