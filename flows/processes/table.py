"""The processes of this release."""

from flows.processes.establishment import ESTABLISHMENT
from flows.processes.order import ORDER
from flows.run import Process

PROCESSES: dict[str, Process] = {process.key: process for process in (ESTABLISHMENT, ORDER)}
