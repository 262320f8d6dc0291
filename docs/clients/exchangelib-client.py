#!/usr/bin/env python3
"""Exchange by exchangelib over EWS and NTLM: folders, list, create, update, move, delete, sync, attachments, streaming."""

import json
import os
import sys
import traceback
from datetime import timedelta
from pathlib import Path

from exchangelib import (
    IMPERSONATION,
    NTLM,
    Account,
    CalendarItem,
    Configuration,
    Credentials,
    EWSDateTime,
    EWSTimeZone,
    FileAttachment,
)
from exchangelib.errors import ErrorItemNotFound

sandbox = json.loads((Path(__file__).parent / "work" / "sandbox.json").read_text())
user = sys.argv[1] if len(sys.argv) > 1 else "anna.bergmann@fabrikon.example"
failed = 0


def step(name):
    """Runs the function at once, says how it went, and goes on."""

    def run(work):
        global failed
        try:
            result = work()
            print(f"ok    {name}" + ("" if result is None else f": {str(result)[:100]}"))
            return result
        except Exception as e:
            failed += 1
            print(f"FAIL  {name}: {type(e).__name__}: {e}")
            if os.environ.get("DEBUG"):
                traceback.print_exc()
            return None

    return run


def check(holds, what):
    if not holds:
        raise AssertionError(f"not as expected: {what}")


configuration = Configuration(
    service_endpoint=sandbox["ews"],
    credentials=Credentials(sandbox["ewsUser"], sandbox["ewsPassword"]),
    auth_type=NTLM,
)
account = Account(user, config=configuration, autodiscover=False, access_type=IMPERSONATION)
zone = EWSTimeZone("Europe/Berlin")
now = EWSDateTime.now(zone)


@step("server version")
def version():
    return f"{account.version.build}, {account.version.api_version}"


@step("folder tree")
def tree():
    return len(list(account.root.walk()))


@step("the calendar and what it holds")
def calendar():
    check(account.calendar.total_count is not None, "a count")
    return f"{account.calendar.name}, {account.calendar.total_count} items"


@step("list all")
def everything():
    return len(list(account.calendar.all()))


@step("list sorted, some properties")
def some():
    return len(list(account.calendar.all().order_by("start").only("subject", "start")[:3]))


@step("calendar view")
def view():
    return len(list(account.calendar.view(start=now - timedelta(days=7), end=now + timedelta(days=30))))


@step("first sync")
def first():
    list(account.calendar.sync_items(only_fields=["subject", "start"]))
    check(account.calendar.item_sync_state, "a sync state")


@step("create")
def item():
    item = CalendarItem(
        account=account,
        folder=account.calendar,
        subject="Stock client",
        body="made by exchangelib",
        start=now + timedelta(days=3),
        end=now + timedelta(days=3, hours=1),
        location="Zürich",
        categories=["Blue category"],
    )
    item.save()
    check(item.id and item.changekey, "an id")
    return item


@step("update")
def update():
    item.subject = "Stock client, changed"
    item.save(update_fields=["subject"])
    read = account.calendar.get(id=item.id)
    check(read.subject == "Stock client, changed", read.subject)


@step("filter")
def find():
    check(account.calendar.filter(subject="Stock client, changed").count() == 1, "one")
    check(account.calendar.filter(subject__icontains="stock CLIENT").count() == 1, "one by a part")
    check(account.calendar.filter(start__gt=now, categories__contains=["Blue category"]).exists(), "by category")


@step("sync")
def sync():
    changes = list(account.calendar.sync_items(only_fields=["subject", "start"]))
    check(any(kind == "create" and one.id == item.id for kind, one in changes), changes)
    return len(changes)


@step("attachment")
def attachment():
    item.attach(FileAttachment(name="a.txt", content=b"hello"))
    read = account.calendar.get(id=item.id)
    check(read.attachments[0].content == b"hello", "the content")
    read.detach(read.attachments)


@step("copy and move")
def move():
    from exchangelib.folders import Calendar

    folder = Calendar(parent=account.calendar, name="Stock client")
    folder.save()
    item.copy(folder)
    check(folder.all().count() == 1, "the copy")
    item.refresh()
    item.move(folder)
    check(folder.all().count() == 2, "both")
    item.move(account.calendar)
    folder.wipe()
    folder.delete()


@step("subscription with pull")
def pull():
    with account.calendar.pull_subscription() as (subscription, watermark):
        CalendarItem(account=account, folder=account.calendar, subject="Seen", start=now, end=now).save()
        events = [
            event
            for notification in account.calendar.get_events(subscription, watermark)
            for event in notification.events
        ]
    check(events, "events")
    account.calendar.filter(subject="Seen").delete()
    return len(events)


@step("series")
def series():
    from exchangelib.recurrence import Recurrence, WeeklyPattern

    master = CalendarItem(
        account=account,
        folder=account.calendar,
        subject="Series",
        start=now,
        end=now + timedelta(hours=1),
        recurrence=Recurrence(
            pattern=WeeklyPattern(interval=1, weekdays=[now.weekday() + 1], first_day_of_week=1),
            start=now.date(),
            number=3,
        ),
    )
    master.save()
    view = list(account.calendar.view(start=now - timedelta(days=1), end=now + timedelta(days=30)))
    check(sum(1 for one in view if one.subject == "Series") == 3, "three occurrences")
    master.delete()


@step("delete")
def delete():
    list(account.calendar.sync_items(only_fields=["subject", "start"]))  # moving gave it another id
    item.refresh()
    gone = item.id
    item.delete()
    changes = list(account.calendar.sync_items(only_fields=["subject", "start"]))
    check(any(kind == "delete" and one.id == gone for kind, one in changes), "in the sync")
    left = account.calendar.get(id=gone)  # exchangelib returns what it cannot get as an error
    check(isinstance(left, ErrorItemNotFound), left)


@step("time zones of the server")
def zones():
    return len(list(account.protocol.get_timezones()))


@step("contacts, tasks, inbox")
def others():
    return [account.contacts.all().count(), account.tasks.all().count(), account.inbox.all().count()]


sys.exit(1 if failed else 0)
