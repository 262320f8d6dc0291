package io.axpsync.cli.report;

import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import java.io.PrintWriter;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.TextTable;

/** A table as wide as its content: names to the left, numbers to the right. */
public final class Table {

    private final Seq<String> heads;
    private Vector<Seq<String>> rows = Vector.empty();

    public Table(String... heads) {
        this.heads = Vector.of(heads);
    }

    public Table row(Object... cells) {
        rows = rows.append(Vector.of(cells).map(String::valueOf));
        return this;
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    /** Prints it; a cell that is too wide for its column is never cut. */
    public void print(PrintWriter out) {
        Seq<Boolean> numbers = heads.zipWithIndex()
                .map(h -> !rows.isEmpty() && rows.forAll(r -> r.get(h._2).matches("-?[\\d.]*")));
        Column[] columns = heads.zipWithIndex()
                .map(h -> new Column(
                        rows.map(r -> width(r.get(h._2)))
                                        .append(width(h._1))
                                        .max()
                                        .getOrElse(0)
                                + 2,
                        0,
                        Column.Overflow.SPAN))
                .toJavaArray(Column[]::new);
        TextTable table = TextTable.forColumns(Ansi.OFF, columns);
        table.indentWrappedLines = 0;
        Vector.of(heads)
                .appendAll(rows)
                .forEach(row -> table.addRowValues(row.zipWithIndex()
                        .map(c -> numbers.get(c._2) ? right(c._1, columns[c._2].width - 2) : c._1)
                        .toJavaArray(String[]::new)));
        table.toString().lines().map(String::stripTrailing).forEach(out::println);
        out.flush();
    }

    private static String right(String text, int width) {
        return " ".repeat(Math.max(0, width - width(text))) + text;
    }

    /** Columns on a terminal: East Asian wide characters take two. */
    private static int width(String text) {
        return text.codePoints()
                .map(c -> Character.isIdeographic(c)
                                || (c >= 0x1100 && c <= 0x115F)
                                || (c >= 0x2E80 && c <= 0xA4CF)
                                || (c >= 0xAC00 && c <= 0xD7A3)
                                || (c >= 0xFF00 && c <= 0xFF60)
                        ? 2
                        : 1)
                .sum();
    }
}
