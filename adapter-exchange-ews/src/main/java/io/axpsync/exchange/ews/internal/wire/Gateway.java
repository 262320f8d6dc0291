package io.axpsync.exchange.ews.internal.wire;

import io.axpsync.core.port.Circuit;
import io.axpsync.exchange.ews.EwsConfig;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks Exchange, with patience. What a busy server asks to wait, see {@link Patience}. A server that is out of order is
 * left alone: see {@link Circuit}.
 */
public final class Gateway implements AutoCloseable {

    private static final String UNREADABLE = "unreadable";
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
    private final EwsConfig config;
    private final Connection connection;
    private final Circuit<Fault> circuit;
    private final Patience patience;
    private final Route route;

    /** @throws IllegalArgumentException naming everything that is wrong with the configuration */
    public Gateway(EwsConfig config) {
        if (!config.problems().isEmpty()) {
            throw new IllegalArgumentException(config.problems().mkString("\n"));
        }
        this.config = config;
        this.connection = new Connection(config);
        this.circuit = new Circuit<>(config.clock());
        this.patience = new Patience(config);
        this.route = Route.MAILBOX;
    }

    private Gateway(Gateway other, Route route) {
        this.config = other.config;
        this.connection = other.connection;
        this.circuit = other.circuit;
        this.patience = other.patience;
        this.route = route;
    }

    /** This one, by another route; it is closed with this one. */
    public Gateway via(Route other) {
        return new Gateway(this, other);
    }

    /** A new run begins: a server that was out of order is asked again. */
    public void begin() {
        circuit.begin();
    }

    /** Something to ask of a mailbox through the library. */
    @FunctionalInterface
    public interface Ask<T> {
        T of(MailboxService service) throws Exception;
    }

    /** Something to do with a batch of items; answers with as many results as there are items, in order. */
    @FunctionalInterface
    public interface AskEach<I, T> {
        Seq<T> of(MailboxService service, Seq<I> batch) throws Exception;
    }

    /** Reads: repeated as long as that may help. */
    public <T> Either<Fault, T> read(String mailbox, Ask<T> ask) {
        Either<Fault, T> answer = once(mailbox, ask);
        int tries = 1;
        for (; answer.isLeft() && goesOn(mailbox, answer.getLeft(), false, tries); tries++) {
            answer = once(mailbox, ask);
        }
        tally(mailbox, tries, Vector.of(answer));
        return answer;
    }

    /**
     * Reads or writes many items, {@link EwsConfig#batchSize()} to a request, each answered on its own and in order.
     *
     * @param write whether a repetition could double something
     */
    public <I, T> Seq<Either<Fault, T>> each(String mailbox, Seq<I> items, boolean write, AskEach<I, T> ask) {
        Vector<Either<Fault, T>> answers = Vector.empty();
        for (Seq<I> batch : items.grouped(config.batchSize())) {
            answers = answers.appendAll(batch(mailbox, batch, write, ask));
        }
        return answers;
    }

    private <I, T> Seq<Either<Fault, T>> batch(String mailbox, Seq<I> items, boolean write, AskEach<I, T> ask) {
        List<Either<Fault, T>> answers =
                new ArrayList<>(once(mailbox, items, ask).asJava());
        for (int tries = 1; ; tries++) {
            List<Integer> again = new ArrayList<>();
            Option<Fault> first = Option.none();
            for (int i = 0; i < answers.size(); i++) {
                Either<Fault, T> answer = answers.get(i);
                if (answer.isLeft() && answer.getLeft().repeatable(write)) {
                    again.add(i);
                    first = longer(first, answer.getLeft());
                }
            }
            if (first.isEmpty() || !goesOn(mailbox, first.get(), write, tries)) {
                tally(mailbox, tries, Vector.ofAll(answers));
                return write ? Vector.ofAll(answers) : oneByOne(mailbox, items, answers, ask);
            }
            Seq<Either<Fault, T>> better = once(mailbox, Vector.ofAll(again).map(items::get), ask);
            for (int i = 0; i < again.size(); i++) {
                answers.set(again.get(i), better.get(i));
            }
        }
    }

    /** One item that the library cannot read spoils a whole answer: the others are asked for on their own. */
    private <I, T> Seq<Either<Fault, T>> oneByOne(
            String mailbox, Seq<I> items, List<Either<Fault, T>> answers, AskEach<I, T> ask) {
        for (int i = 0; items.size() > 1 && i < answers.size(); i++) {
            Either<Fault, T> answer = answers.get(i);
            if (answer.isLeft() && answer.getLeft().code().equals(UNREADABLE)) {
                answers.set(i, once(mailbox, Vector.of(items.get(i)), ask).get(0));
            }
        }
        return Vector.ofAll(answers);
    }

    private static Option<Fault> longer(Option<Fault> one, Fault other) {
        return one.isDefined() && other.backOff().isEmpty() ? one : Option.some(other);
    }

    private <I, T> Seq<Either<Fault, T>> once(String mailbox, Seq<I> items, AskEach<I, T> ask) {
        MailboxService service = service(mailbox);
        Either<Fault, Seq<T>> answer = asked(mailbox, service, s -> ask.of(s, items));
        if (answer.isRight() && answer.get().size() == items.size()) {
            Seq<Verdict> verdicts = service.verdicts();
            return answer.get().zipWithIndex((result, i) -> {
                Option<Fault> fault = i < verdicts.size() ? verdicts.get(i).fault(200) : Option.none();
                return fault.isDefined() ? Either.left(fault.get()) : Either.right(result);
            });
        }
        Fault fault = answer.isLeft()
                ? answer.getLeft()
                : Fault.of(UNREADABLE, "the answer does not speak of every item that was asked about", true);
        return items.map(item -> Either.left(fault));
    }

    private <T> Either<Fault, T> once(String mailbox, Ask<T> ask) {
        return asked(mailbox, service(mailbox), ask);
    }

    private MailboxService service(String mailbox) {
        return new MailboxService(connection, config.url(), mailbox, route, config.impersonate());
    }

    /** Notes whether the server works, after the last try. */
    private <T> void tally(String mailbox, int tries, Seq<Either<Fault, T>> answers) {
        if (circuit.open().isEmpty() && !answers.isEmpty()) {
            if (answers.forAll(a -> a.isLeft() && a.getLeft().concernsEverybody())) {
                circuit.failed(Vector.of(mailbox), tries, answers.head().getLeft());
            } else {
                circuit.worked();
            }
        }
    }

    private <T> Either<Fault, T> asked(String mailbox, MailboxService service, Ask<T> ask) {
        Option<Fault> shut = circuit.open().map(Fault::notAskedAgain).orElse(() -> patience.before(mailbox));
        if (shut.isDefined()) {
            return Either.left(shut.get());
        }
        service.begin();
        try {
            return Either.right(ask.of(service));
        } catch (Exception e) {
            if (service.trouble().isDefined()) {
                return Either.left(service.trouble().get());
            }
            return Either.left(service.verdicts()
                    .flatMap(verdict -> verdict.fault(200))
                    .headOption()
                    .getOrElse(() -> unread(service, e)));
        }
    }

    private static Fault unread(MailboxService service, Exception e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        String name = cause.getClass().getSimpleName();
        return service.sent()
                ? Fault.of(UNREADABLE, "the answer cannot be read (" + name + ")", true)
                : Fault.of(
                        "unwritable", "the request cannot be made (" + name + ": " + cause.getMessage() + ")", false);
    }

    /** Whether to try once more; notes how long to wait before that. */
    private boolean goesOn(String mailbox, Fault fault, boolean write, int tries) {
        if (!fault.repeatable(write) || circuit.open().isDefined()) {
            return false;
        }
        Duration pause = fault.backOff().getOrElse(FIRST_PAUSE.multipliedBy(1L << Math.min(tries - 1, 6)));
        if (fault.busy() || tries < config.tries()) {
            patience.slowDown(mailbox, fault, pause);
        }
        return tries < config.tries() && pause.compareTo(config.longestWait()) <= 0;
    }

    @Override
    public void close() {
        connection.close();
    }
}
