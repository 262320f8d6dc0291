package io.axpsync.store.jdbc.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclEntryPermission;
import java.nio.file.attribute.AclEntryType;
import java.nio.file.attribute.UserPrincipal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Access lists as Windows has them; how files are made with them can only be seen there. */
class OwnerOnlyTest {

    private record User(String getName) implements UserPrincipal {}

    private static final User OWNER = new User("FABRIKON\\svc-axpsync");

    private static AclEntry entry(AclEntryType type, String name, AclEntryPermission... permissions) {
        return AclEntry.newBuilder()
                .setType(type)
                .setPrincipal(new User(name))
                .setPermissions(permissions)
                .build();
    }

    private static boolean isOpen(AclEntry... entries) {
        return OwnerOnly.isOpenToOthers(List.of(entries), OWNER);
    }

    @Test
    void theOwnerMayDoEverything() {
        assertThat(isOpen(entry(AclEntryType.ALLOW, OWNER.getName(), AclEntryPermission.values())))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"BUILTIN\\Administrators", "NT AUTHORITY\\SYSTEM"})
    void theMachineItselfMayReadEverythingAnyway(String name) {
        assertThat(isOpen(entry(AclEntryType.ALLOW, name, AclEntryPermission.READ_DATA)))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"BUILTIN\\Users", "Everyone", "NT AUTHORITY\\Authenticated Users", "FABRIKON\\anna"})
    void nobodyElseMayReadIt(String name) {
        assertThat(isOpen(entry(AclEntryType.ALLOW, name, AclEntryPermission.READ_DATA)))
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            value = AclEntryPermission.class,
            names = {"READ_DATA", "WRITE_DATA"})
    void neitherReadNorChangeIt(AclEntryPermission permission) {
        assertThat(isOpen(entry(AclEntryType.ALLOW, "Everyone", permission))).isTrue();
        assertThat(isOpen(entry(AclEntryType.DENY, "Everyone", permission))).isFalse();
    }
}
