package io.axpsync.exchange.graph.internal.wire;

import com.google.gson.JsonObject;
import com.microsoft.graph.core.requests.BaseGraphRequestAdapter;
import com.microsoft.graph.models.odataerrors.ODataError;
import com.microsoft.graph.serviceclient.GraphServiceClient;
import com.microsoft.kiota.HttpMethod;
import com.microsoft.kiota.RequestAdapter;
import com.microsoft.kiota.RequestInformation;
import com.microsoft.kiota.authentication.BaseBearerTokenAuthenticationProvider;
import com.microsoft.kiota.serialization.Parsable;
import com.microsoft.kiota.serialization.ParsableFactory;
import io.axpsync.exchange.graph.GraphConfig;
import io.vavr.control.Either;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.UUID;
import okhttp3.OkHttpClient;

/**
 * The SDK's request adapter over our own HTTP client: no retries, no redirects, strict TLS, our own tokens. One per
 * side.
 */
public final class GraphConnection implements AutoCloseable {

    private static final HashMap<String, ParsableFactory<? extends Parsable>> ERRORS =
            new HashMap<>(java.util.Map.of("XXX", ODataError::createFromDiscriminatorValue));

    private final GraphAddress address;
    private final OkHttpClient http;
    private final Tokens tokens;
    private final RequestAdapter adapter;
    private final int largestAnswer;
    private long requests;

    private GraphConnection(
            GraphAddress address, OkHttpClient http, Tokens tokens, RequestAdapter adapter, int largestAnswer) {
        this.largestAnswer = largestAnswer;
        this.address = address;
        this.http = http;
        this.tokens = tokens;
        this.adapter = adapter;
    }

    /** @throws IllegalArgumentException naming everything that is wrong with the configuration */
    public static GraphConnection open(GraphConfig config) {
        if (!config.problems().isEmpty()) {
            throw new IllegalArgumentException(config.problems().mkString("; "));
        }
        GraphAddress address = GraphAddress.of(config);
        OkHttpClient http = Transport.client(config);
        Tokens tokens = Tokens.of(config, http);
        BaseGraphRequestAdapter adapter =
                new BaseGraphRequestAdapter(new BaseBearerTokenAuthenticationProvider(tokens), address.base(), http);
        // Registers the SDK's readers and writers, and keeps the address that it would otherwise overwrite.
        RequestAdapter ready = new GraphServiceClient(adapter).getRequestAdapter();
        ready.setBaseUrl(address.base());
        return new GraphConnection(address, http, tokens, ready, config.largestAnswer());
    }

    public GraphAddress address() {
        return address;
    }

    /** How many requests were sent to Graph so far. */
    public long requests() {
        return requests;
    }

    /** One {@code $batch}. A refused token is replaced once. */
    Either<Fault, JsonObject> batch(JsonObject envelope) {
        byte[] body = envelope.toString().getBytes(StandardCharsets.UTF_8);
        Either<Fault, JsonObject> answer = post(body);
        if (answer.isLeft() && answer.getLeft().status() == 401 && tokens.renewable()) {
            tokens.forget();
            return post(body);
        }
        return answer;
    }

    private Either<Fault, JsonObject> post(byte[] body) {
        RequestInformation request = new RequestInformation();
        request.httpMethod = HttpMethod.POST;
        request.setUri(URI.create(address.base() + "/$batch"));
        request.setStreamContent(new ByteArrayInputStream(body), "application/json");
        request.headers.tryAdd("Accept", "application/json");
        request.headers.tryAdd("client-request-id", UUID.randomUUID().toString());
        try {
            requests++;
            InputStream answer = adapter.sendPrimitive(request, ERRORS, InputStream.class);
            return answer == null ? Either.left(unreadable("the answer is empty")) : read(answer);
        } catch (RuntimeException e) {
            return Either.left(Faults.of(e));
        }
    }

    private Either<Fault, JsonObject> read(InputStream answer) {
        try (answer) {
            byte[] bytes = answer.readNBytes(largestAnswer);
            if (answer.read() >= 0) {
                return Either.left(unreadable("the answer is longer than " + largestAnswer + " bytes"));
            }
            // strict: a text that was put into another character set would overwrite the good one on the other side
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return Json.parse(text).toEither(() -> unreadable("the answer is no JSON object"));
        } catch (CharacterCodingException e) {
            return Either.left(unreadable("the bytes of the answer are no UTF-8"));
        } catch (IOException e) {
            return Either.left(Faults.of(e));
        }
    }

    private static Fault unreadable(String message) {
        return Fault.silent("unreadable", message);
    }

    @Override
    public void close() {
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
    }
}
