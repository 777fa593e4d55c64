from datetime import date

import pytest

from factcheck.text.quantities import quantities
from factcheck.text.times import times


@pytest.mark.parametrize(
    ("text", "value", "low", "high", "qualifier", "unit"),
    [
        ("at least seven boats", 7, 7, None, "at least", "boats"),
        ("as many as 30 people", 30, None, 30, "as many as", "people"),
        ("nearly 40 % of voters", 40, None, 40, "nearly", "percent"),
        ("$3.2 billion", 3_200_000_000, 3_200_000_000, 3_200_000_000, "", "dollars"),
        ("£4m", 4_000_000, 4_000_000, 4_000_000, "", "pounds"),
        ("one in five homes", 0.2, 0.2, 0.2, "", "share"),
        ("only one in ten homes", 0.1, 0.1, 0.1, "only", "share"),
        ("half a million homes", 500_000, 500_000, 500_000, "", "homes"),
        ("more than a quarter of a billion pounds", 250_000_000, 250_000_000, None, "more than", "pounds"),
        ("two thirds of voters", None, None, None, "", "voters"),
        ("between 5 and 10 million euros", 10_000_000, 5_000_000, 10_000_000, "", "euros"),
        ("more than two hundred and six votes", 206, 206, None, "more than", "votes"),
        ("twenty-five ships", 25, 25, 25, "", "ships"),
        ("thousands of letters", None, None, None, "thousands", "letters"),
        ("a dozen eggs", 12, 12, 12, "", "eggs"),
        ("Between 30 and 40 boats", 40, 30, 40, "", "boats"),
        ("up to a bottle of wine", 1, None, 1, "up to", "bottle wine"),
        ("at least a year", 1, 1, None, "at least", "year"),
        ("less than $US6,500", 6500, None, 6500, "less than", "dollars"),
        ("lost 40-70% of it", 70, 40, 70, "", "percent"),
        ("the third boat to sink", 3, 3, 3, "", "rank"),
        ("its 44th mayor", 44, 44, 44, "", "rank"),
        ("jailed for three years and four months", 40, 40, 40, "", "months"),
        ("for more than two years and six months", 30, 30, None, "more than", "months"),
        ("by 10 to 15 per cent", 15, 10, 15, "", "percent"),
        ("about 25 000 people", 25_000, 25_000, 25_000, "about", "people"),
        ("about 10m of debris", 10, 10, 10, "about", "m"),
        ("cost exceeded £3m", 3_000_000, 3_000_000, None, "exceeded", "pounds"),
        ("gusts of 80 mph grounded aircraft", 80, 80, 80, "", "mph"),
        ("the two killed on the quay", 2, 2, 2, "", "killed"),
    ],
)
def test_reads_a_quantity(
    text: str, value: float | None, low: float | None, high: float | None, qualifier: str, unit: str
) -> None:
    (found,) = quantities(text, 0, len(text))
    assert (found.value, found.low, found.high, found.qualifier, found.unit) == (value, low, high, qualifier, unit)


@pytest.mark.parametrize(
    "text",
    [
        "in 2024",
        "on 5 May",
        "May 5",
        "at 11:36 a.m.",
        "Mr Orr, 42, said",
        "Covid-19",
        "she had called 999",
        "Flight 175",
        "a 14-year-old boy",
        "no one knows",
        "the 1990s",
        "won 2-1",
        "the second half",
        "the 19th century",
        "on the 5th of May",
        "a second later",
        "more than a bottle",
        "in game seven of the series",
        "the Group of 20 summit",
    ],
)
def test_leaves_dates_ages_and_names_aside(text: str) -> None:
    assert quantities(text, 0, len(text)) == []


PUBLISHED = date(2024, 10, 8)


@pytest.mark.parametrize(
    ("text", "exact", "first", "last"),
    [
        ("He left last month.", "last month", date(2024, 9, 1), date(2024, 9, 30)),
        ("It came in early 2024.", "early 2024", date(2024, 1, 1), date(2024, 4, 30)),
        ("his September meeting", "September", date(2024, 9, 1), date(2024, 9, 30)),
        ("since October", "since October", date(2024, 10, 1), PUBLISHED),
        ("yesterday's vote", "yesterday", date(2024, 10, 7), date(2024, 10, 7)),
        ("on Friday, August 15, 2008", "Friday, August 15, 2008", date(2008, 8, 15), date(2008, 8, 15)),
        ("on 15 August 2008", "15 August 2008", date(2008, 8, 15), date(2008, 8, 15)),
        ("three days after the vote", "three days after", None, None),
    ],
)
def test_settles_times(text: str, exact: str, first: date | None, last: date | None) -> None:
    found = times(text, 0, len(text), PUBLISHED)[0]
    assert (found.exact, found.first, found.last) == (exact, first, last)


def test_may_is_not_always_a_month() -> None:
    text = "He may go. May he?"
    assert times(text, 0, len(text), PUBLISHED) == []


def test_without_a_date_of_publication_nothing_relative_is_settled() -> None:
    (found,) = times("last month", 0, 10)
    assert found.first is None
    assert found.last is None


@pytest.mark.parametrize(
    ("told", "exact", "first", "last"),
    [
        ("It closed two years ago.", "two years ago", "2022-01-01", "2022-12-31"),
        ("It happened three weeks ago.", "three weeks ago", "2024-09-16", "2024-09-22"),
        ("It began in the 1990s.", "the 1990s", "1990-01-01", "1999-12-31"),
        ("It sank in the 19th century.", "the 19th century", "1801-01-01", "1900-12-31"),
        ("It rose in the first quarter of 2023.", "the first quarter of 2023", "2023-01-01", "2023-03-31"),
        ("It rose in the past three months.", "the past three months", "2024-07-09", "2024-10-09"),
        ("It fell from March to May.", "from March to May", "2024-03-01", "2024-05-31"),
        ("It fell between 2015 and 2019.", "between 2015 and 2019", "2015-01-01", "2019-12-31"),
        ("He left last May.", "last May", "2024-05-01", "2024-05-31"),
        ("Last night he left.", "Last night", "2024-10-08", "2024-10-09"),
        ("He left earlier this year.", "earlier this year", "2024-01-01", "2024-10-09"),
        ("It came three weeks later.", "three weeks later", "None", "None"),
    ],
)
def test_times_are_settled_by_the_day_of_publication(told: str, exact: str, first: str, last: str) -> None:
    found = times(told, 0, len(told), date(2024, 10, 9))
    assert [(w.exact, str(w.first), str(w.last)) for w in found] == [(exact, first, last)]


def test_a_change_and_what_it_reached_are_no_range() -> None:
    text = "Sales rose by 300 to 4,600."
    assert [(q.low, q.high) for q in quantities(text, 0, len(text))] == [(300, 300), (4600, 4600)]


@pytest.mark.parametrize(
    ("text", "exact", "first", "last"),
    [
        ("It runs between 14 and 16 November.", "between 14 and 16 November", "2026-11-14", "2026-11-16"),
        ("It ran 14-16 November 2024.", "14-16 November 2024", "2024-11-14", "2024-11-16"),
        ("It ran from November 14 to 16.", "November 14 to 16", "2026-11-14", "2026-11-16"),
    ],
)
def test_days_of_one_month_are_one_time_and_no_counts(text: str, exact: str, first: str, last: str) -> None:
    (found,) = times(text, 0, len(text), date(2026, 11, 18))
    assert (found.exact, str(found.first), str(found.last)) == (exact, first, last)
    assert quantities(text, 0, len(text)) == []


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("The council will vote in December.", "2026-12-01"),
        ("In December the council will vote.", "2026-12-01"),
        ("The council voted in December.", "2025-12-01"),
        ("The election is due on Friday.", "2026-11-20"),
        ("He said on Friday that he will resign.", "2026-11-13"),
        ("The firm will be sued over the crash in March.", "2026-03-01"),
        ("Work will start on 10 May.", "2027-05-10"),
        ("Crews will strike on 3 and 5 June.", "2027-06-05"),
    ],
)
def test_a_month_or_day_to_come_is_not_the_last_one(text: str, first: str) -> None:
    assert [str(found.first) for found in times(text, 0, len(text), date(2026, 11, 18))] == [first]
