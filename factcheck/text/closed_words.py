"""The tags of the words that have one whatever stands beside them."""

from __future__ import annotations

CLOSED: dict[str, str] = {
    **dict.fromkeys(
        """
    the a an this these those each every some any no all both another either neither such many most several few much
    other
    """.split(),
        "DT",
    ),
    **dict.fromkeys("his her its their my our your whose".split(), "PS"),
    **dict.fromkeys(
        "he she they it i we you there nobody everyone someone everybody nothing anyone somebody".split(), "PR"
    ),
    **dict.fromkeys("him them me us himself herself itself themselves".split(), "PO"),
    **dict.fromkeys(
        """
    of in on at by for from with without into onto over under between among against during through across toward
    towards within about above below behind beyond despite near off out outside inside per since till until unlike
    upon via like than after before around along amid amidst alongside throughout following including regarding
    concerning given up down as
    """.split(),
        "IN",
    ),
    **dict.fromkeys("and or nor but yet".split(), "CC"),
    **dict.fromkeys(
        """
    because although though while whereas if unless when whenever once whether where how why
    """.split(),
        "SC",
    ),
    **dict.fromkeys("who which whom what".split(), "WP"),
    "that": "TH",
    "to": "TO",
    **dict.fromkeys(
        """
    not also never now then still already just only even again ago later earlier soon often always ever perhaps maybe
    almost quite very too so here however meanwhile yesterday today tomorrow tonight instead rather once twice
    together away back forward apart first last far recently reportedly apparently allegedly much more most further n't
    """.split(),
        "RB",
    ),
    **dict.fromkeys(
        """
    one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion trillion
    dozen
    """.split(),
        "CD",
    ),
    **dict.fromkeys(
        """
    new old former big small good bad great high low long short early late top senior chief key major main public
    private national local federal political economic social military foreign international american british russian
    chinese french german european democratic republican conservative liberal democrat presidential local young dead
    own same recent previous next current different important large little best better worst due likely unlikely able
    unable wrong armed right true false clear full free open ready sure certain second third
    """.split(),
        "JJ",
    ),
    **dict.fromkeys(
        """
    people officials police government president minister war states country party campaign election year years week
    weeks day days time times news report reports statement interview company companies group court law house home
    state city man woman men women children child family plan plans vote votes poll polls study call calls program
    policy deal trade tax force forces work test tests issue issues case cases number percent office book money
    support power attack attacks leader leaders spokesman spokeswoman spokesperson sources source experts analysts
    researchers scientists voters members lawmakers thousands millions billions hundreds dozens hearing meeting
    building spending being morning evening anything something thing things hundred way point right rights
    rise face place side force head hand end secretary library salary diary dictionary boundary summary documentary
    anniversary territory hospital festival rival trial proposal arrival approval capital goal deal withdrawal
    animal signal journal metal material manual rehearsal removal survival refusal criminal official
    individual detective initiative perspective objective music clinic traffic topic
    logic magic panic fabric critic mechanic academic epidemic pandemic executive representative relative native
    principal professional admiral marshal cardinal operative fugitive captive
    """.split(),
        "NN",
    ),
}
CLOSED.update(joint="JJ", born="VN")
CLOSED.update(dict.fromkeys("polling briefing ruling filing warning finding recording reckoning".split(), "NN"))
# These are as often verbs: their neighbours decide.
for _word in """
    states report reports plan plans vote votes study call calls trade tests cases attacks rise forces
    """.split():
    CLOSED.pop(_word, None)
