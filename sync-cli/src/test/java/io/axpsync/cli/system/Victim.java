package io.axpsync.cli.system;

import io.axpsync.cli.Main;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The command line in a process of its own, which tells what it is about to do with its database and waits to be killed
 * at one of these steps. Nothing else of it differs from what users start. It stands alone, since its class files go
 * into a jar of their own; and it registers its driver before the real ones are loaded, so that it is asked first.
 */
public final class Victim implements Driver {

    /** The port at which somebody listens for the steps, one on a line. */
    static final String PORT = "axpsync.victim.port";

    /** The step, counted from 1, that is told but never taken. */
    static final String LAST = "axpsync.victim.last";

    /** Milliseconds after which H2 writes what was committed, instead of at once. */
    static final String WRITE_DELAY = "axpsync.victim.writeDelay";

    private final PrintWriter steps;
    private final int last;
    private int told;

    private Victim(PrintWriter steps, int last) {
        this.steps = steps;
        this.last = last;
    }

    public static void main(String[] args) throws IOException, SQLException {
        DriverManager.registerDriver(new Victim(steps(), Integer.getInteger(LAST, 0)));
        Main.main(args);
    }

    private static PrintWriter steps() throws IOException {
        Integer port = Integer.getInteger(PORT);
        return port == null
                ? new PrintWriter(Writer.nullWriter())
                : new PrintWriter(new OutputStreamWriter(
                        new Socket(InetAddress.getLoopbackAddress(), port).getOutputStream(), StandardCharsets.UTF_8));
    }

    /** All threads stop at the last step, as they do when the process is killed there. */
    private synchronized void tell(String step) {
        steps.println(step.replaceAll("\\s+", " ").strip());
        steps.flush();
        if (++told == last) {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Override
    public @Nullable Connection connect(String url, Properties info) throws SQLException {
        Driver real = DriverManager.drivers()
                .filter(d -> d != this && accepts(d, url))
                .findFirst()
                .orElse(null);
        String delay = System.getProperty(WRITE_DELAY);
        String to = delay == null ? url : url.replace("WRITE_DELAY=0", "WRITE_DELAY=" + delay);
        Connection connection = real == null ? null : real.connect(to, info);
        return connection == null ? null : told(connection);
    }

    private static boolean accepts(Driver driver, String url) {
        try {
            return driver.acceptsURL(url);
        } catch (SQLException e) {
            return false;
        }
    }

    private Connection told(Connection real) {
        return proxy(Connection.class, (proxy, method, args) -> {
            if (method.getName().equals("commit")) {
                tell("before COMMIT");
                Object answer = call(real, method, args);
                tell("after COMMIT");
                return answer;
            }
            Object answer = call(real, method, args);
            if (answer instanceof PreparedStatement statement) {
                return told(PreparedStatement.class, statement, String.valueOf(args[0]));
            }
            return answer instanceof Statement statement ? told(Statement.class, statement, "") : answer;
        });
    }

    private <T extends Statement> T told(Class<T> type, T real, String sql) {
        return proxy(type, (proxy, method, args) -> {
            if (method.getName().startsWith("execute")) {
                tell("before " + (args == null || args.length == 0 ? sql : args[0]));
            }
            return call(real, method, args);
        });
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(Victim.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static Object call(Object real, Method method, Object[] args) throws Throwable {
        try {
            return method.invoke(real, args);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    @Override
    public boolean acceptsURL(String url) {
        return url.startsWith("jdbc:h2:") || url.startsWith("jdbc:postgresql:");
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) {
        return new DriverPropertyInfo[0];
    }

    @Override
    public int getMajorVersion() {
        return 1;
    }

    @Override
    public int getMinorVersion() {
        return 0;
    }

    @Override
    public boolean jdbcCompliant() {
        return true;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException();
    }
}
