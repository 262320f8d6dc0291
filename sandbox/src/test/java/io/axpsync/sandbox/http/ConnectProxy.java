package io.axpsync.sandbox.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * A small HTTP proxy that tunnels (CONNECT, RFC 9110 §9.3.6) and does nothing else, for tests of clients behind one.
 * Listens on a free loopback port.
 */
public final class ConnectProxy implements AutoCloseable {

    private final ServerSocket listener;
    private final Optional<String> credentials;
    private final List<String> tunnels = new CopyOnWriteArrayList<>();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "connect-proxy");
        thread.setDaemon(true);
        return thread;
    });

    private ConnectProxy(Optional<String> credentials) {
        this.credentials = credentials;
        try {
            listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(this::accept);
    }

    /** A proxy that lets everybody through. */
    public static ConnectProxy open() {
        return new ConnectProxy(Optional.empty());
    }

    /** A proxy that wants Basic authentication and answers 407 without it. */
    public static ConnectProxy withBasic(String user, String password) {
        byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return new ConnectProxy(Optional.of("Basic " + Base64.getEncoder().encodeToString(pair)));
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** The authorities that were tunnelled to, such as {@code localhost:1234}, in order. */
    public List<String> tunnels() {
        return List.copyOf(tunnels);
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                open.add(client);
                threads.execute(() -> serve(client));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            String[] head = head(client.getInputStream()).split("\r\n");
            while (credentials.isPresent() && !sent(head).equals(credentials)) {
                say(
                        client,
                        "407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"proxy\""
                                + "\r\nContent-Length: 0");
                head = head(client.getInputStream()).split("\r\n");
            }
            String[] line = head[0].split(" ");
            if (line.length < 2 || !line[0].equals("CONNECT")) {
                say(client, "405 Method Not Allowed\r\nConnection: close\r\nContent-Length: 0");
                return;
            }
            int colon = line[1].lastIndexOf(':');
            try (Socket server =
                    new Socket(line[1].substring(0, colon), Integer.parseInt(line[1].substring(colon + 1)))) {
                open.add(server);
                tunnels.add(line[1]);
                say(client, "200 Connection established");
                threads.execute(() -> pump(client, server));
                pump(server, client);
            }
        } catch (IOException e) {
            // the client or the server went away: that ends the tunnel
        }
    }

    private static Optional<String> sent(String[] head) {
        return Arrays.stream(head)
                .filter(l -> l.regionMatches(true, 0, "Proxy-Authorization:", 0, 20))
                .map(l -> l.substring(20).strip())
                .findFirst();
    }

    /** Up to the empty line. @throws IOException when the client closes before */
    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("closed");
            }
            head.append((char) next);
        }
        return head.toString();
    }

    private static void say(Socket client, String answer) throws IOException {
        client.getOutputStream().write(("HTTP/1.1 " + answer + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    private static void pump(Socket from, Socket to) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            in.transferTo(out);
            to.shutdownOutput();
        } catch (IOException e) {
            // one side closed; the other pump ends with it
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : open) {
            socket.close();
        }
        threads.shutdownNow();
        try {
            // The kernel keeps the port open for as long as a thread is still in accept().
            threads.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
