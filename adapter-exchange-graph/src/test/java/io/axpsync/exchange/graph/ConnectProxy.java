package io.axpsync.exchange.graph;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A proxy that knows {@code CONNECT} and, if wanted, asks for a name and a word. */
final class ConnectProxy implements AutoCloseable {

    final List<String> targets = Collections.synchronizedList(new ArrayList<>());

    private final ServerSocket listener;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final String credentials;

    /** @param credentials {@code user:word}; empty = nobody is asked */
    ConnectProxy(String credentials) {
        this.credentials = credentials;
        try {
            listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(this::listen);
    }

    int port() {
        return listener.getLocalPort();
    }

    private void listen() {
        try {
            while (true) {
                Socket client = listener.accept();
                threads.execute(() -> serve(client));
            }
        } catch (IOException closed) {
            // The end.
        }
    }

    private void serve(Socket client) {
        try (client) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1), 1);
            OutputStream out = client.getOutputStream();
            while (true) {
                String first = in.readLine();
                if (first == null) {
                    return;
                }
                boolean known = credentials.isEmpty();
                for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                    known |= line.equals("Proxy-Authorization: Basic "
                            + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)));
                }
                if (!known) {
                    say(
                            out,
                            "HTTP/1.1 407 Who are you\r\nProxy-Authenticate: Basic realm=\"test\"\r\nContent-Length: 0\r\n");
                    continue;
                }
                String target = first.split(" ")[1];
                targets.add(first.split(" ")[0] + " " + target);
                tunnel(client, target);
                return;
            }
        } catch (IOException broken) {
            // The client sees it.
        }
    }

    private void tunnel(Socket client, String target) throws IOException {
        int port = Integer.parseInt(target.substring(target.lastIndexOf(':') + 1));
        try (Socket server = new Socket(InetAddress.getLoopbackAddress(), port)) {
            say(client.getOutputStream(), "HTTP/1.1 200 Connected\r\n");
            threads.execute(() -> copy(server, client));
            copy(client, server);
        }
    }

    private static void copy(Socket from, Socket to) {
        try {
            InputStream in = from.getInputStream();
            in.transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException closed) {
            // One of both has hung up.
        }
    }

    private static void say(OutputStream out, String head) throws IOException {
        out.write((head + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        threads.shutdownNow();
    }
}
