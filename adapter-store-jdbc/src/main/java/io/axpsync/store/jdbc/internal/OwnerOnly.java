package io.axpsync.store.jdbc.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclEntryPermission;
import java.nio.file.attribute.AclEntryType;
import java.nio.file.attribute.AclFileAttributeView;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Files that only their owner may read: mode 0600 where POSIX permissions are known, else an access list (Windows). The
 * file is made with its rights, never opened to others first.
 */
public final class OwnerOnly {

    private static final Set<PosixFilePermission> OURS =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private OwnerOnly() {}

    /** Writes a new file; {@link UnsupportedOperationException} when the file system knows no rights. */
    public static void write(Path file, byte[] content) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            makeFolder(folder);
        }
        try (FileChannel channel = FileChannel.open(
                        file,
                        EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        rights(folder == null ? file : folder));
                OutputStream out = Channels.newOutputStream(channel)) {
            out.write(content);
            channel.force(true);
        }
    }

    private static void makeFolder(Path folder) throws IOException {
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } else {
            Files.createDirectories(folder);
        }
    }

    /** Whether anybody but the owner may read it. */
    public static boolean isOpenToOthers(Path file) throws IOException {
        PosixFileAttributeView posix = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (posix != null) {
            return !OURS.containsAll(
                    EnumSet.copyOf(readers(posix.readAttributes().permissions())));
        }
        AclFileAttributeView acl = Files.getFileAttributeView(file, AclFileAttributeView.class);
        if (acl == null) {
            return false;
        }
        return isOpenToOthers(acl.getAcl(), acl.getOwner());
    }

    /** Whether an access list lets anybody but the owner and the machine itself read or change the file. */
    static boolean isOpenToOthers(List<AclEntry> list, UserPrincipal owner) {
        return list.stream()
                .anyMatch(entry -> entry.type() == AclEntryType.ALLOW
                        && (entry.permissions().contains(AclEntryPermission.READ_DATA)
                                || entry.permissions().contains(AclEntryPermission.WRITE_DATA))
                        && !entry.principal().equals(owner)
                        && !isMachine(entry.principal()));
    }

    private static Set<PosixFilePermission> readers(Set<PosixFilePermission> permissions) {
        EnumSet<PosixFilePermission> found = EnumSet.copyOf(OURS);
        for (PosixFilePermission one : permissions) {
            if (one.name().endsWith("_READ") || one.name().endsWith("_WRITE")) {
                found.add(one);
            }
        }
        return found;
    }

    /** Administrators and the system itself can read every file of a Windows machine anyway. */
    private static boolean isMachine(UserPrincipal principal) {
        return principal.getName().startsWith("BUILTIN\\")
                        && !principal.getName().endsWith("\\Users")
                || principal.getName().startsWith("NT AUTHORITY\\SYSTEM");
    }

    private static FileAttribute<?> rights(Path folder) throws IOException {
        FileStore store = Files.getFileStore(folder);
        if (store.supportsFileAttributeView(PosixFileAttributeView.class)) {
            return PosixFilePermissions.asFileAttribute(OURS);
        }
        if (!store.supportsFileAttributeView(AclFileAttributeView.class)) {
            throw new UnsupportedOperationException("no rights on the file system of " + folder);
        }
        UserPrincipal owner = folder.getFileSystem()
                .getUserPrincipalLookupService()
                .lookupPrincipalByName(System.getProperty("user.name", ""));
        AclEntry all = AclEntry.newBuilder()
                .setType(AclEntryType.ALLOW)
                .setPrincipal(owner)
                .setPermissions(EnumSet.allOf(AclEntryPermission.class))
                .build();
        return new AccessList(List.of(all));
    }

    private record AccessList(List<AclEntry> value) implements FileAttribute<List<AclEntry>> {
        @Override
        public String name() {
            return "acl:acl";
        }
    }
}
