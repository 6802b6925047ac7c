from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clubs.imports import titles, values
from clubs.imports.refusals import SENTENCES, Wrong, sentence
from clubs.imports.text import clean, fold, spreadsheet_safe
from clubs.models import Club, Membership, RotaryYear

Role, Kind = Membership.Role, Club.Kind


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("03-JUL-2019", date(2019, 7, 3)),
        ("3-jul-2019", date(2019, 7, 3)),
        ("15-Jan-2004", date(2004, 1, 15)),
        ("2019-07-03", date(2019, 7, 3)),
        ("2019-07-03 00:00:00", date(2019, 7, 3)),
        ("7/3/2019", date(2019, 7, 3)),
        ("07/03/19", date(2019, 7, 3)),
        ("7/3/87", date(1987, 7, 3)),
        ("13/7/2019", date(2019, 7, 13)),
        ("July 3, 2019", date(2019, 7, 3)),
        ("Jul. 3rd, 2019", date(2019, 7, 3)),
        ("3 July 2019", date(2019, 7, 3)),
        ("43649", date(2019, 7, 3)),
        ("  ", None),
    ],
)
def test_a_day_is_read_in_the_ways_lists_write_it(written, meant):
    assert values.day(written) == meant


@pytest.mark.parametrize(
    "written", ["soon", "31-FEB-2020", "2019", "1/2", "0/0/0", "99999999999", "3 Smarch 2019"]
)
def test_what_is_no_day_is_refused(written):
    with pytest.raises(Wrong) as refused:
        values.day(written)
    assert refused.value.code == "no_date"


def test_a_day_out_of_reach_is_refused():
    with pytest.raises(Wrong) as refused:
        values.day("1-JAN-1805")
    assert refused.value.code == "date_far"


@given(st.text())
def test_no_text_breaks_the_reading_of_days(text):
    try:
        values.day(text)
    except Wrong as refused:
        assert sentence(refused.code, refused.values)


@pytest.mark.parametrize(
    ("column", "country", "day_first"),
    [
        (["4/7/2019", "13/7/2019"], "US", True),
        (["4/7/2019"], "US", False),
        (["4/7/2019"], "DE", True),
        (["4/7/2019", "7/13/2019"], "GB", False),
        (["4/7/2019", "13/13/2019"], "US", False),
    ],
)
def test_a_column_of_days_is_read_as_it_is_meant(column, country, day_first):
    assert values.is_day_first(column, country) == day_first


@pytest.mark.parametrize(
    ("cells", "name"),
    [
        ({"name": "Sampleton, Avery"}, "Avery Sampleton"),
        ({"name": "Avery Sampleton"}, "Avery Sampleton"),
        ({"first_name": " Avery ", "last_name": "Sampleton"}, "Avery Sampleton"),
        ({"first_name": "Avery", "last_name": "Sampleton, Jr."}, "Avery Sampleton, Jr."),
        ({"last_name": "محمد مثال"}, "محمد مثال"),
        ({"name": "Robin 🎉 Placeholder"}, "Robin 🎉 Placeholder"),
        ({"name": "Zoe\u0308 Fac\u0327ade"}, "Zoë Façade"),
        ({"name": "Av\u202eery\x07 Sample\u2066ton"}, "Av ery Sample ton"),
    ],
)
def test_a_name_is_one_line_in_the_order_people_say_it(cells, name):
    assert values.person_name(cells) == name


def test_a_name_of_5000_characters_is_refused_with_its_length():
    with pytest.raises(Wrong) as refused:
        values.person_name({"name": "X" * 5000})
    assert refused.value.values == {"field": "name", "length": 5000, "most": 120}


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        (" Ana+Rotary@Example.ORG ", "ana+rotary@example.org"),
        ("mailto:ana@example.org", "ana@example.org"),
        ("ana@exämple.org", "ana@exämple.org"),
        ("", ""),
    ],
)
def test_an_address_is_kept_in_lower_case(written, kept):
    assert values.email(written) == kept


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("ana", "no_email"),
        ("a@b@c", "no_email"),
        ("ana@x.org; ben@x.org", "no_email"),
        ("josé@example.org", "email_letters"),
    ],
)
def test_what_no_mail_can_reach_is_refused(written, code):
    with pytest.raises(Wrong) as refused:
        values.email(written)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("written", "roles", "unknown"),
    [
        ("Pres.", [(Role.PRESIDENT, None)], []),
        ("President (2026-27)", [(Role.PRESIDENT, RotaryYear(2026))], []),
        ("Président", [(Role.PRESIDENT, None)], []),
        ("PRESIDENT-ELECT 2027-2028", [(Role.PRESIDENT_ELECT, RotaryYear(2027))], []),
        ("Secretary / Treasurer", [(Role.SECRETARY, None), (Role.TREASURER, None)], []),
        ("Secretary-Treasurer", [(Role.SECRETARY, None), (Role.TREASURER, None)], []),
        ("Membership Chairperson, Bell ringer", [(Role.MEMBERSHIP_CHAIR, None)], ["Bell ringer"]),
        ("Public Image Committee Chair", [(Role.PUBLIC_IMAGE_CHAIR, None)], []),
        ("Immediate Past President", [], ["Immediate Past President"]),
        ("President Nominee", [], ["President Nominee"]),
        ("Assistant Secretary", [], ["Assistant Secretary"]),
        ("Member", [], []),
        ("", [], []),
    ],
)
def test_titles_of_office_become_roles_and_unknown_ones_stay_text(written, roles, unknown):
    assert titles.offices(written) == (roles, unknown)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Active", Role.MEMBER),
        ("Honorary Member", Role.HONORARY),
        ("Former Member", titles.FORMER_MEMBER),
        ("Terminated", titles.FORMER_MEMBER),
        ("Prospective", titles.NO_MEMBER),
        ("", None),
    ],
)
def test_kinds_of_membership(written, meant):
    assert titles.membership(written) == meant


@pytest.mark.parametrize(
    ("written", "name", "kind"),
    [
        ("Rotary Club of Sampletown", "Sampletown", Kind.ROTARY),
        ("The Rotary Club of Sampletown", "Sampletown", Kind.ROTARY),
        ("Rotaract Club of Sampletown", "Sampletown", Kind.ROTARACT),
        ("Sampletown Interact Club", "Sampletown", Kind.INTERACT),
        ("Rotary E-Club of Sample", "E-Club of Sample", Kind.ROTARY),
        ("Sampletown", "Sampletown", Kind.ROTARY),
    ],
)
def test_a_club_is_called_by_its_own_name(written, name, kind):
    assert (values.club_name(written), values.club_kind("", written)) == (name, kind)


@pytest.mark.parametrize(
    ("country", "region", "kept"),
    [
        ("USA", "Ohio", ("US", "OH")),
        ("", "oh", ("US", "OH")),
        ("", "Nova Scotia", ("CA", "NS")),
        ("Canada", "Québec", ("CA", "QC")),
        ("AUS", "Queensland", ("AU", "QLD")),
        ("Türkiye", "", ("TR", "")),
        ("de", "Bayern", ("DE", "Bayern")),
    ],
)
def test_a_country_becomes_its_code_and_a_state_its_own(country, region, kept):
    assert values.country_and_region(country, region) == kept


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("www.sample.example.org", "https://www.sample.example.org"),
        ("http://sample.example.org/club?id=1", "http://sample.example.org/club?id=1"),
        ("n/a", ""),
        ("javascript:alert(1)", None),
        ("javascript://example.org/%0aalert(1)", None),
        ("not an address", None),
    ],
)
def test_a_website_is_an_address_or_left_out(written, kept):
    assert values.website(written) == kept


def test_a_district_is_a_label():
    assert [values.district(text) for text in ("District 9990", "1175a", "D9990", "")] == [
        "9990",
        "1175A",
        "9990",
        "",
    ]


def test_text_is_compared_without_case_accents_and_signs():
    assert fold("Saint-Étienne") == fold("SAINT  ETIENNE") == "saint etienne"


@given(st.text())
def test_cleaned_text_can_be_stored_and_stays_clean(text):
    assert "\0" not in clean(text)
    assert clean(clean(text)) == clean(text)


@pytest.mark.parametrize("cell", ["=1+1", "+1 202-555-0101", "-1", "@SUM(A1)", "\tx", "\rx"])
def test_a_cell_that_looks_like_a_formula_is_neutral_in_exports(cell):
    assert spreadsheet_safe(cell) == f"'{cell}"


def test_every_sentence_takes_what_its_reason_gives():
    values = {"field": "f", "value": "v", "length": 1, "most": 2, "line": 3, "name": "n", "text": "t"}

    assert all(sentence(code, values) for code in SENTENCES)
