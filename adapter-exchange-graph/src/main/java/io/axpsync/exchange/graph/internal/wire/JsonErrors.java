package io.axpsync.exchange.graph.internal.wire;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.util.Locale;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.Response;
import okhttp3.ResponseBody;

/**
 * Makes every answer one that the SDK can read. It fails without a status on an HTML error page, and with a
 * NullPointerException on an empty one; a redirect or a login page instead of JSON becomes an error of its own.
 */
final class JsonErrors implements Interceptor {

    private static final MediaType JSON = MediaType.get("application/json");
    private static final long PEEK = 1 << 20;

    @Override
    public Response intercept(Chain chain) throws IOException {
        Response response = chain.proceed(chain.request());
        int status = response.code();
        String type = String.valueOf(response.header("Content-Type")).toLowerCase(Locale.ROOT);
        if (status >= 300 && status < 400) {
            HttpUrl target = response.request().url().resolve(String.valueOf(response.header("Location")));
            String where = target == null ? "nowhere" : target.host();
            return error(response, 502, "redirect", "redirects are not followed; this one leads to " + where);
        }
        if (status < 300) {
            return status == 204 || type.contains("json")
                    ? response
                    : error(response, 502, "not-json", "the answer is not JSON but " + kind(type));
        }
        String body = response.peekBody(PEEK).string();
        return Json.parse(body).flatMap(json -> Json.object(json, "error")).isDefined() && type.contains("json")
                ? response
                : error(
                        response,
                        status,
                        "status-" + status,
                        "status " + status + " with " + (body.isBlank() ? "an empty body" : kind(type)));
    }

    private static String kind(String type) {
        return type.equals("null") ? "a body of no type" : type.split(";", 2)[0];
    }

    private static Response error(Response response, int status, String code, String message) {
        JsonObject error = new JsonObject();
        error.addProperty("code", code);
        error.addProperty("message", message);
        JsonObject body = new JsonObject();
        body.add("error", error);
        response.close();
        return response.newBuilder()
                .code(status)
                .header("Content-Type", "application/json")
                .removeHeader("Content-Length")
                .removeHeader("Content-Encoding")
                .body(ResponseBody.create(body.toString(), JSON))
                .build();
    }
}
