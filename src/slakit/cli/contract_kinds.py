"""The kinds of contract that `slakit init` begins: for each its title and its promises, commented line by line."""

HOSTING = """\
[[objectives]]
name = "Uptime"                                 # what the statement calls the promise
clause = "1"                                    # where it stands in the contract
metric = { is = "uptime", stream = "outages" }  # the share of the time that no outage covers
target = "at least 99.9 %"                      # or "more than 99.9 %"
penalty = { is = "tiered", below = { "99.9 %" = "5 %", "99 %" = "10 %", "95 %" = "25 %" } }  # of the fee of the month

[[objectives]]
name = "Outages"
clause = "2"
metric = { is = "count", stream = "outages", at = "start" }  # how often it was down
target = "at most 3"

[[exclusions]]              # time that does not count
stream = "maintenance"      # the records of planned work
applies_to = "outages"      # what it is taken out of
notice = "72 hours"         # announced so long before, by the column "announced"
quota = "4 hours"           # so much of it a month at the most
clause = "3"
"""

SUPPORT = """\
[calendars]                 # hours with a name; clocks refer to them
desk = { is = "weekly", hours = { mon-fri = "09:00-17:30" }, tz = @timezone@ }  # local hours of a zone

[[objectives]]
name = "First reply"        # what the statement calls the promise
clause = "1"                # where it stands in the contract
target = "at least 95 %"    # of the cases of a month
penalty = { is = "linear", credit = "1 %", per = "1 pp", capped = "10 %" }  # of the fee, for each point short

[objectives.metric]
is = "within"               # the share of cases that were in time
stream = "tickets"          # the records that it reads
since = "opened"            # the column with the time at which the clock starts
until = "replied"           # the column with the time at which it stops
limit = { high = "1 hour", normal = "4 hours", low = "8 hours" }  # how long it may run
limit_by = "priority"       # the column that says which limit
clock = "desk"              # the hours that count; "always" for day and night
key = "id"                  # the column that says which case a row is about

[[objectives]]
name = "Resolution"
clause = "2"
metric = { is = "within", stream = "tickets", since = "opened", until = "resolved", limit = "24 hours", key = "id" }  # day and night
target = "at least 90 %"
penalty = { is = "flat", credit = "5 %" }       # one amount for a month that misses
"""

SOCIAL = """\
[calendars]                 # hours with a name; clocks refer to them
desk = { is = "weekly", hours = { mon-fri = "08:00-20:00", sat = "10:00-16:00" }, tz = @timezone@ }  # local hours of a zone

[[objectives]]
name = "Replies in time"    # what the statement calls the promise
clause = "1"                # where it stands in the contract
target = "at least 92 %"    # of the inquiries of a month
penalty = { is = "linear", credit = "1 %", per = "1 pp", capped = "10 %" }  # of the fee, for each point short

[objectives.metric]
is = "within"               # the share of inquiries that were answered in time
stream = "inquiries"        # the records that it reads
since = "asked"             # the column with the time at which the clock starts
until = "replied"           # the column with the time at which it stops
limit = { complaint = "1 hour", question = "4 hours", comment = "8 hours" }  # how long it may run
limit_by = "type"           # the column that says which limit
clock = "desk"              # the hours that count; "always" for day and night
key = "id"                  # the column that says which inquiry a row is about

[[objectives]]
name = "On brand"
clause = "2"
metric = { is = "share", stream = "posts", good = { review = "approved" } }  # posts whose column "review" is "approved"
target = "at least 95 %"
penalty = { is = "per breach", credit = "1 %", free = 2 }  # of the fee, for each post that is not, after the first two

[[objectives]]
name = "Posts"
clause = "3"
metric = { is = "count", stream = "posts" }     # how many there were
target = "at least 12"
"""

DELIVERY = """\
[[objectives]]
name = "On time"            # what the statement calls the promise
clause = "1"                # where it stands in the contract
target = "at least 95 %"    # of the deliveries of a month
penalty = { is = "tiered", below = { "95 %" = "3 %", "90 %" = "8 %" } }  # of the fee

[objectives.metric]
is = "on time"              # the share that was done by its due time
stream = "deliveries"       # the records that it reads
due = "due"                 # the column with the time by which it is due
done = "delivered"          # the column with the time at which it was done
key = "id"                  # the column that says which delivery a row is about

[[objectives]]
name = "Undamaged"
clause = "2"
metric = { is = "share", stream = "deliveries", at = "due", good = { damaged = false }, key = "id" }  # whose column "damaged" says no
target = "at least 99 %"
penalty = { is = "flat", credit = "2 %" }       # one amount for a month that misses
"""

API = """\
[[objectives]]
name = "Good requests"      # what the statement calls the promise
clause = "1"                # where it stands in the contract
metric = { is = "share", stream = "requests", good = { status = "< 500" } }  # requests whose column "status" is below 500
target = "at least 99.9 %"  # of the requests of a month
penalty = { is = "tiered", below = { "99.9 %" = "10 %", "99 %" = "25 %" } }  # of the fee of the month

[[objectives]]
name = "Latency"
clause = "2"
metric = { is = "share", stream = "requests", good = { ms = "<= 300" } }  # requests of no more than 300 milliseconds
target = "at least 95 %"
penalty = { is = "flat", credit = "5 %" }       # one amount for a month that misses
"""

PROMISES = {"hosting": HOSTING, "support": SUPPORT, "social": SOCIAL, "delivery": DELIVERY, "api": API}
TITLES = {"hosting": "Hosting", "support": "Support", "social": "Social media care", "delivery": "Deliveries", "api": "API"}
CAPS = {"hosting": "20 %", "support": "12 %", "social": "25 %", "delivery": "8 %", "api": "25 %"}  # each below the worst of its promises
KINDS = tuple(PROMISES)

HEAD = """\
# A contract to begin with; change what your text says otherwise. What may be written here is in the documentation of slakit.
# Empty files for its records:  slakit template @file@
# A statement from them:        slakit score @file@ --columns columns.toml

name = @name@  # what the agreement is called
provider = @provider@  # who promises
customer = @customer@  # who is promised something
term = [@first@, @last@]  # the first day, and the day after the last
timezone = @timezone@  # the zone of its days and hours
window = "monthly"  # what is judged and billed at a time; or "quarterly"
fee = @fee@  # of one billing period; a penalty in percent is a share of it
settlement = { cap = @cap@ }  # what all penalties of a billing period come to at the most

"""
