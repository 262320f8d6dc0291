package io.axpsync.core.run;

import io.axpsync.core.port.Store;
import io.axpsync.core.port.SyncSide;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/** Ports of which one call, counted over all of them, ends the process: before it, or after it took effect. */
final class CuttingPorts {

    /** The process ends here. */
    static final class Cut extends Error {
        private static final long serialVersionUID = 1L;
    }

    private final int at;
    private final boolean afterEffect;
    private int calls;

    CuttingPorts(int at, boolean afterEffect) {
        this.at = at;
        this.afterEffect = afterEffect;
    }

    int calls() {
        return calls;
    }

    SyncSide side(SyncSide side) {
        return wrap(SyncSide.class, side);
    }

    Store store(Store store) {
        return wrap(Store.class, store);
    }

    private <T> T wrap(Class<T> port, T target) {
        return port.cast(Proxy.newProxyInstance(
                port.getClassLoader(), new Class<?>[] {port}, (proxy, method, args) -> call(target, method, args)));
    }

    private @Nullable Object call(Object target, Method method, Object @Nullable [] args) throws Throwable {
        boolean counted = !method.getReturnType().getName().startsWith("io.axpsync.core.port.")
                && method.getDeclaringClass() != Object.class;
        if (counted) {
            calls++;
        }
        if (counted && calls == at && !afterEffect) {
            throw new Cut();
        }
        Object answer;
        try {
            answer = method.invoke(target, args);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
        if (counted && calls == at) {
            throw new Cut();
        }
        return answer != null && method.getReturnType().isInterface() && isPort(method.getReturnType())
                ? wrapAny(method.getReturnType(), answer)
                : answer;
    }

    private <T> Object wrapAny(Class<T> port, Object target) {
        return Proxy.newProxyInstance(
                port.getClassLoader(), new Class<?>[] {port}, (proxy, method, args) -> call(target, method, args));
    }

    private static boolean isPort(Class<?> type) {
        return type.getPackageName().equals("io.axpsync.core.port");
    }
}
