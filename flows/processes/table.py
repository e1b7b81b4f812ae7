"""The processes of this release."""

from flows.processes.establishment import ESTABLISHMENT
from flows.processes.order import ORDER
from flows.processes.refresher import REFRESHER_AFTER_POLICY
from flows.processes.replacement import REPLACEMENT_OF_MEMBER
from flows.run import Process

PROCESSES: dict[str, Process] = {
    process.key: process
    for process in (ESTABLISHMENT, ORDER, REPLACEMENT_OF_MEMBER, REFRESHER_AFTER_POLICY)
}
NEWEST = {key: process.revision for key, process in PROCESSES.items()}
