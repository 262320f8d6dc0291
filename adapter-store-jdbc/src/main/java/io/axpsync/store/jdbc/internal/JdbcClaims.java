package io.axpsync.store.jdbc.internal;

import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.LinkId;
import io.axpsync.core.link.Claim;
import io.axpsync.core.port.Claims;
import io.vavr.control.Option;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;

/** Claims; the primary key decides who has one. */
public final class JdbcClaims implements Claims {

    private static final String THIS = " WHERE kind = :kind AND company = :company AND natural_key = :naturalKey";

    private final Database database;

    public JdbcClaims(Database database) {
        this.database = database;
    }

    @Override
    public Taken take(Claim claim, LinkId link) {
        Option<Taken> taken = Option.none();
        while (taken.isEmpty()) { // empty only when its holder gave it back between our two statements
            taken = database.ask(handle -> tryToTake(handle, claim, link));
        }
        return taken.get();
    }

    private static Option<Taken> tryToTake(Handle handle, Claim claim, LinkId link) {
        on(
                        claim,
                        handle.createUpdate("INSERT INTO claims (kind, company, natural_key, link)"
                                + " VALUES (:kind, :company, :naturalKey, :link) ON CONFLICT DO NOTHING"))
                .bind("link", link.id())
                .execute();
        return Option.ofOptional(on(claim, handle.createQuery("SELECT link, led_to FROM claims" + THIS))
                .map((row, context) -> new Taken(
                        new LinkId(row.getString("link")),
                        Option.of(row.getString("led_to")).map(Refs::of)))
                .findOne());
    }

    @Override
    public void settle(LinkId link, ItemRef row) {
        database.tell(
                handle -> handle.createUpdate("UPDATE claims SET led_to = :row WHERE link = :link AND led_to IS NULL")
                        .bind("row", Refs.text(row))
                        .bind("link", link.id())
                        .execute());
    }

    @Override
    public void release(LinkId link) {
        database.tell(handle -> handle.createUpdate("DELETE FROM claims WHERE link = :link AND led_to IS NULL")
                .bind("link", link.id())
                .execute());
    }

    @Override
    public void free(Claim claim, ItemRef row) {
        database.tell(handle -> on(claim, handle.createUpdate("DELETE FROM claims" + THIS + " AND led_to = :row"))
                .bind("row", Refs.text(row))
                .execute());
    }

    private static <S extends SqlStatement<S>> S on(Claim claim, S statement) {
        return statement
                .bind("kind", claim.kind().name())
                .bind("company", claim.company())
                .bind("naturalKey", claim.naturalKey());
    }
}
