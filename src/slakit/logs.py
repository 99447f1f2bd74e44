"""Event logs: how a log is read, and the rules by which events start, pause and stop clocks."""

from slakit.agreements.lifecycle import Lifecycle as Lifecycle
from slakit.agreements.log import Log as Log
from slakit.metrics.record import CLEARED as CLEARED
from slakit.readers.events.event_log import read_events as read_events, read_log as read_log
