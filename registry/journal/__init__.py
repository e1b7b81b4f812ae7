"""The journal: entries appended and read back, gates opened and ended, effects requested.

The hot path of every decision, hence SQLAlchemy Core. Typing of answers is the reader's
business: here a payload is JSON.
"""

from registry.journal.effects import (
    effect,
    effect_states,
    effects,
    request_effect,
    set_effect,
    waiting_effects,
)
from registry.journal.entries import (
    append,
    entries,
    entry,
    instances_told,
    journal,
    supersede,
)
from registry.journal.gates import (
    end_gate,
    gate_of_entry,
    gates_of,
    move_gate,
    open_gate,
    open_gates,
    past_gates,
)
from registry.journal.instances import (
    children,
    instance,
    instance_in,
    instances,
    instances_numbered,
    link_child,
    lock_instance,
    new_instance,
    newest_within,
    open_instance,
    open_instances,
    parents,
    save_instance,
    unlink_child,
)
from registry.journal.rows import (
    EffectRow,
    EffectState,
    EntryRow,
    GateRow,
    InstanceRow,
    NewEntry,
    NewGate,
)

__all__ = [
    "EffectRow",
    "EffectState",
    "EntryRow",
    "GateRow",
    "InstanceRow",
    "NewEntry",
    "NewGate",
    "append",
    "children",
    "effect",
    "effect_states",
    "effects",
    "end_gate",
    "entries",
    "entry",
    "gate_of_entry",
    "gates_of",
    "instance",
    "instance_in",
    "instances",
    "instances_numbered",
    "instances_told",
    "journal",
    "link_child",
    "lock_instance",
    "move_gate",
    "new_instance",
    "newest_within",
    "open_gate",
    "open_gates",
    "open_instance",
    "open_instances",
    "parents",
    "past_gates",
    "request_effect",
    "save_instance",
    "set_effect",
    "supersede",
    "unlink_child",
    "waiting_effects",
]
