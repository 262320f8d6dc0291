package io.axpsync.cli.config;

/**
 * Something wrong in a configuration file.
 *
 * @param line counted from 1; 0 = the file as a whole
 * @param key where, as a path such as {@code exchange.graph.host}; may be empty
 */
public record Problem(int line, String key, String text, String remedy) {

    @Override
    public String toString() {
        String where = line > 0 ? "line " + line + ": " : "";
        String what = key.isEmpty() ? text : key + ": " + text;
        return where + what + (remedy.isEmpty() ? "" : " — " + remedy);
    }
}
