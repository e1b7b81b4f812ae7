"""What a gate offers to choose from."""

from config.words import Named, Term, written
from flows.engine.offers import Offers, Option


def test_choices_that_read_alike_say_what_their_key_alone_tells() -> None:
    named = Named("นายก อบต.สมมุติ", "President of Sommut SAO")
    offers = Offers(
        {
            "lead": (
                Option("executive.lao_president/5715/lao_president/1", named),
                Option("executive.lao_president/5715/lao_president/2", named),
                Option(
                    "executive.lao_president/5715/lao_president/3", named, Term("body.executive")
                ),
            ),
            "owner": (Option("p7", "นายชื่อ ซ้ำกัน"), Option("p9", "นายชื่อ ซ้ำกัน")),
        }
    )
    said = {path: [written(one.label, "en") for one in of] for path, of in offers.options.items()}
    assert said == {
        "lead": [
            "President of Sommut SAO (5715/lao_president/1)",
            "President of Sommut SAO (5715/lao_president/2)",
            "President of Sommut SAO",
        ],
        "owner": ["นายชื่อ ซ้ำกัน (p7)", "นายชื่อ ซ้ำกัน (p9)"],
    }
