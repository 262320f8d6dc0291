package io.axpsync.cli.load;

import io.axpsync.cli.demo.stage.Admin;
import java.time.ZoneId;

/** Somebody with an empty mailbox, hired for the files. */
record Employee(String personnelNumber, String address) {

    /** Opens the mailbox, and makes the worker and user of it in D365. */
    static Employee hired(Admin admin, ZoneId zone) {
        Employee employee = new Employee("000900", "archive@fabrikon.example");
        admin.openMailbox(employee.address(), "Archive", zone.getId());
        admin.createRow(
                "Workers",
                Admin.object()
                        .put("PersonnelNumber", employee.personnelNumber())
                        .put("Name", "Archive")
                        .put("PartyNumber", "P-000900")
                        .put("User", "archive")
                        .put("IdentityEmail", employee.address())
                        .put("PrimaryContactEmail", employee.address()));
        admin.createRow(
                "SystemUsers",
                Admin.object()
                        .put("UserID", "archive")
                        .put("Email", employee.address())
                        .put("Company", "nord")
                        .put("PreferredTimeZone", "GMTPLUS0100_AMSTERDAM_BERLIN_BERN_ROME")
                        .put("Enabled", true));
        return employee;
    }
}
