"""What a committee does beside its meetings, who takes part, on which levels it is in touch."""

from enum import StrEnum


class HeldKind(StrEnum):
    """What a committee did, beside its own meetings."""

    TRAINING = "training"
    CAMPAIGN = "campaign"
    COMMUNITY_MEETING = "community_meeting"
    FIELD_VISIT = "field_visit"
    JOINT_EXERCISE = "joint_exercise"
    CROSS_BORDER_MEETING = "cross_border_meeting"
    TEAM_ACTIVATION = "team_activation"


class Participants(StrEnum):
    """Who took part."""

    MEMBERS = "members"
    COMMUNITY = "community"
    AGENCIES = "agencies"


class CoordinationLevel(StrEnum):
    """The level of the office that a committee was in touch with (R49)."""

    DISTRICT = "district"
    PROVINCE = "province"
    NATIONAL = "national"
    INTERNATIONAL = "international"
