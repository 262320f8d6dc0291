package io.axpsync.core.port;

import java.io.ByteArrayInputStream;
import java.io.InputStream;

/** The content of one attached file. It lives as long as it is being written, and is never kept. */
public final class FileContent {

    private final String type;
    private final byte[] bytes;

    private FileContent(String type, byte[] bytes) {
        this.type = type;
        this.bytes = bytes;
    }

    /** @param bytes not copied, and not to be changed afterwards */
    public static FileContent of(String type, byte[] bytes) {
        return new FileContent(type, bytes);
    }

    /** Its media type. */
    public String type() {
        return type;
    }

    public int size() {
        return bytes.length;
    }

    /** The bytes as they are. */
    public InputStream open() {
        return new ByteArrayInputStream(bytes);
    }
}
