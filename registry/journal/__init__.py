"""The journal: entries appended and read back, gates opened and ended, effects requested.

The hot path of every decision, hence SQLAlchemy Core. Typing of answers is the reader's
business: here a payload is JSON.
"""

from registry.journal.child_links import (
    children as children,
    link_child as link_child,
    parents as parents,
    unlink_child as unlink_child,
)
from registry.journal.effects import (
    claimed_effects as claimed_effects,
    effect as effect,
    effect_states as effect_states,
    effects as effects,
    is_free as is_free,
    request_effect as request_effect,
    set_effect as set_effect,
    waiting_effects as waiting_effects,
)
from registry.journal.entries import (
    append as append,
    ended_by as ended_by,
    entries as entries,
    entries_of_kind as entries_of_kind,
    entries_under as entries_under,
    entry as entry,
    gave_way_at as gave_way_at,
    instances_told as instances_told,
    journal as journal,
    payload_digests as payload_digests,
    reopened_by as reopened_by,
    starts as starts,
    supersede as supersede,
)
from registry.journal.gates import (
    IS_OPEN as IS_OPEN,
    NO_LONGER_ASKED as NO_LONGER_ASKED,
    NoGateAnswered as NoGateAnswered,
    end_gate as end_gate,
    gate_answered as gate_answered,
    gate_of_entry as gate_of_entry,
    gates_of as gates_of,
    is_open as is_open,
    move_gate as move_gate,
    open_gate as open_gate,
    open_gates as open_gates,
    past_gates as past_gates,
)
from registry.journal.instance_lock import lock_instance as lock_instance
from registry.journal.instances import (
    begun_periods as begun_periods,
    instance as instance,
    instance_in as instance_in,
    instances as instances,
    instances_for as instances_for,
    instances_numbered as instances_numbered,
    new_instance as new_instance,
    newest_within as newest_within,
    open_instance as open_instance,
    open_instances as open_instances,
    save_instance as save_instance,
)
from registry.journal.rows import (
    EffectRow as EffectRow,
    EffectState as EffectState,
    EntryRow as EntryRow,
    GateRow as GateRow,
    InstanceRow as InstanceRow,
    NewEntry as NewEntry,
    NewGate as NewGate,
)
