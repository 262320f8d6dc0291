package io.axpsync.core.run;

import io.axpsync.core.port.Checkpoints;
import io.axpsync.core.port.Claims;
import io.axpsync.core.port.Directory;
import io.axpsync.core.port.Fences;
import io.axpsync.core.port.HeldWrites;
import io.axpsync.core.port.Journal;
import io.axpsync.core.port.Leases;
import io.axpsync.core.port.Links;
import io.axpsync.core.port.OpenCases;
import io.axpsync.core.port.Runs;
import io.axpsync.core.port.Store;
import io.axpsync.core.port.SyncSide;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Ports of which one call, counted over all of them, ends the process. */
final class CuttingPorts {

    /** When, seen from the call. After its answer is before the next one. */
    enum Moment {
        BEFORE,
        /** Half of a batch of writes took effect. */
        HALFWAY,
        /** It took effect, and nobody heard of it. */
        UNANSWERED
    }

    /** The process ends here. */
    static final class Cut extends Error {
        private static final long serialVersionUID = 1L;
    }

    private static final List<Class<?>> PORTS = List.of(
            SyncSide.class,
            Directory.class,
            Store.class,
            Links.class,
            Claims.class,
            Checkpoints.class,
            Journal.class,
            HeldWrites.class,
            OpenCases.class,
            Leases.class,
            Fences.class,
            Runs.class);

    private final int at;
    private final Moment moment;
    private final List<String> calls = new ArrayList<>();
    private final List<Integer> batches = new ArrayList<>();
    private boolean over;

    /** @param at which call, from 1 */
    CuttingPorts(int at, Moment moment) {
        this.at = at;
        this.moment = moment;
    }

    static CuttingPorts never() {
        return new CuttingPorts(Integer.MAX_VALUE, Moment.BEFORE);
    }

    /** Every method of every port, as {@code Port.method}. */
    static TreeSet<String> everyMethod() {
        TreeSet<String> names = new TreeSet<>();
        PORTS.forEach(port -> Vector.of(port.getMethods())
                .filter(m -> PORTS.contains(m.getDeclaringClass()))
                .forEach(m -> names.add(name(m))));
        return names;
    }

    /** The calls so far, in order. */
    Seq<String> calls() {
        return Vector.ofAll(calls);
    }

    /** The numbers of the calls that wrote more than one item. */
    Seq<Integer> batches() {
        return Vector.ofAll(batches);
    }

    SyncSide side(SyncSide side) {
        return wrap(SyncSide.class, side);
    }

    Store store(Store store) {
        return wrap(Store.class, store);
    }

    Directory directory(Directory directory) {
        return wrap(Directory.class, directory);
    }

    private <T> T wrap(Class<T> port, Object target) {
        return port.cast(Proxy.newProxyInstance(
                port.getClassLoader(), new Class<?>[] {port}, (proxy, method, args) -> call(target, method, args)));
    }

    private @Nullable Object call(Object target, Method method, Object @Nullable [] args) throws Throwable {
        if (PORTS.contains(method.getReturnType())) {
            return wrap(method.getReturnType(), invoke(target, method, args));
        } else if (!PORTS.contains(method.getDeclaringClass())) {
            return invoke(target, method, args);
        } else if (over) {
            throw new AssertionError(name(method) + " was called by a process that had ended");
        }
        calls.add(name(method));
        boolean here = calls.size() == at;
        if (here && moment == Moment.BEFORE) {
            throw cut();
        }
        if (args != null && args[0] instanceof Seq<?> batch && method.getReturnType() == Seq.class) {
            half(target, method, batch, here);
        }
        Object answer = invoke(target, method, args);
        if (here) {
            throw cut();
        }
        return answer;
    }

    private void half(Object target, Method method, Seq<?> batch, boolean here) throws Throwable {
        if (method.getName().equals("write") && batch.size() > 1) {
            batches.add(calls.size());
            if (here && moment == Moment.HALFWAY) {
                invoke(target, method, new Object[] {batch.take(batch.size() / 2)});
                throw cut();
            }
        }
    }

    private Cut cut() {
        over = true;
        return new Cut();
    }

    private static Object invoke(Object target, Method method, Object @Nullable [] args) throws Throwable {
        try {
            return method.invoke(target, args);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }

    private static String name(Method method) {
        return method.getDeclaringClass().getSimpleName() + "." + method.getName();
    }
}
