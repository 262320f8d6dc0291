package io.axpsync.core.contract.store;

import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs two calls at the same moment, each in a thread of its own. */
final class AtOnce {

    private static final int PATIENCE_SECONDS = 60;

    record Both<T>(T first, T second) {}

    private AtOnce() {}

    static <T> Both<T> both(Callable<T> first, Callable<T> second) {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            CyclicBarrier start = new CyclicBarrier(2);
            Future<T> one = threads.submit(() -> call(start, first));
            Future<T> two = threads.submit(() -> call(start, second));
            return new Both<>(one.get(PATIENCE_SECONDS, TimeUnit.SECONDS), two.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
        } catch (ExecutionException e) {
            throw new AssertionError("one of two calls at once failed", e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError("two calls at once did not end", e);
        } finally {
            threads.shutdownNow();
        }
    }

    private static <T> T call(CyclicBarrier start, Callable<T> call) throws Exception {
        start.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return call.call();
    }
}
