package io.axpsync.cli.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.item.Capabilities;
import io.axpsync.core.item.Capabilities.Access;
import io.axpsync.core.item.Capabilities.Holding;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.LaneId;
import io.axpsync.core.run.LaneSetup;
import io.axpsync.sandbox.d365.Company;
import io.axpsync.sandbox.d365.D365Options;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The pages about appointments, tasks and contacts say, field by field, what the four sides declare: each line as it is here. */
class FieldPagesIT {

    private static final String HEAD = """
            | field | D365, companion | D365, stock | EWS | Graph |
            |---|---|---|---|---|
            """;

    @Test
    void thePageOfAppointmentsSaysWhatTheSidesHold() throws IOException {
        assertThat(Files.readString(Path.of("../docs/appointments.md"))).contains(table(Kind.APPOINTMENT));
    }

    @Test
    void thePageOfTasksSaysWhatTheSidesHold() throws IOException {
        assertThat(Files.readString(Path.of("../docs/tasks.md"))).contains(table(Kind.TASK));
    }

    @Test
    void thePageOfContactsSaysWhatTheSidesHold() throws IOException {
        assertThat(Files.readString(Path.of("../docs/contacts.md"))).contains(table(Kind.CONTACT));
    }

    private static String table(Kind kind) {
        Seq<Option<Capabilities>> sides;
        try (Fabrikon companion = new Fabrikon(Company.sample(), D365Options.companion());
                Fabrikon stock = new Fabrikon(Company.sample(), D365Options.STOCK)) {
            Lane any = companion.lanes(companion.graph).map(LaneSetup::lane).head();
            Lane lane = any.withKind(kind).withId(LaneId.of(any.mailbox().personnelNumber(), kind));
            sides = Vector.of(companion.d365, stock.d365, companion.ews, companion.graph)
                    .map(side -> side.capabilities(lane).toOption());
        }
        return HEAD
                + Vector.of(Field.values())
                        .filter(field -> field.belongsTo(kind))
                        .map(field -> line(field, sides))
                        .mkString();
    }

    private static String line(Field field, Seq<Option<Capabilities>> sides) {
        return "| `" + field + "` | "
                + sides.map(side -> side.map(held -> word(held.holding(field))).getOrElse("not yet"))
                        .mkString(" | ")
                + " |\n";
    }

    private static String word(Option<Holding> holding) {
        if (holding.isEmpty()) {
            return "–";
        } else if (holding.get().access() == Access.READ_ONLY) {
            return "is read";
        }
        String room = holding.get().room().map(n -> ", up to " + n + " of them").getOrElse("");
        String length = holding.get().maxLength().map(max -> ", up to " + max).getOrElse("");
        String instead = holding.get()
                .fallbacks()
                .toVector()
                .sortBy(t -> t._1)
                .map(t -> ", " + t._1 + " as " + (t._2.isEmpty() ? "not said" : t._2))
                .mkString();
        return "yes" + length + room + instead;
    }
}
