"""Hold the abbreviations whose full stop seldom ends a sentence, by language."""

from __future__ import annotations

# Before a name or a number the sentence goes on.
TITLES = frozenset(
    """
    mr mrs ms mx dr drs prof profs rev revd fr sr msgr hon gov govs sen sens rep reps gen lt col maj capt cpl sgt pvt
    adm cmdr cdr brig insp det supt ald pres vp sec treas amb st ste mt ft messrs mmes mme mlle esq hrh eng dir asst
    assoc dep atty supr sgts lts cmr comdr ens cllr ins
    """.split()
)
# The sentence goes on before a number (No. 5, Jan. 3, p. 12), or before a lower-case word in any case.
BEFORE_NUMBER = frozenset(
    """
    no nos vol vols p pp fig figs art arts sec ch chap par para ver v vs cf ca c approx est ext tel op ed eds jan feb
    mar apr jun jul aug sep sept oct nov dec
    """.split()
)
MONTHS = frozenset("jan feb mar apr jun jul aug sep sept oct nov dec".split())
# Ends a name, so it may end the sentence too: the next word settles it.
ENDERS = frozenset(
    """
    inc ltd co corp bros plc llc llp jr sr phd md ma ba bsc msc etc al ave blvd rd dept univ mfg intl assn ala ariz
    ark calif colo conn del fla ga ill ind kan ky mass md mich minn miss mo mont neb nev okla ore pa penn tenn tex va
    vt wash wis wyo ont que sask alta e.g i.e a.m p.m am pm u.s u.k u.n e.u d.c u.s.a u.a.e n.y n.j l.a s.c n.c n.h
    n.m r.i b.c a.d ph.d m.d b.a m.a d.n.a f.b.i c.i.a
    """.split()
)
NEVER_END = frozenset("e.g i.e eg ie vs viz cf approx".split())

# A capitalised word that opens a sentence far more often than it goes on from an abbreviation.
STARTERS = frozenset(
    """
    the a an this that these those it its he she they we you i his her their our my your there here in on at by for
    from with as if when while after before since although though but and so yet or nor however meanwhile also both
    some many most all one two three several such what who why how where which not no then now still even just only
    last earlier later more other another each every under over during between among about against according asked
    despite because unlike once until whether within without to of is was are were do does did let please
    """.split()
)
# Words that go on from a name's abbreviation, so that "p.m. Eastern" or "U.S. President" stay whole.
GO_ON = frozenset(
    """
    et est edt pt pst pdt ct cst cdt gmt bst utc eastern pacific central local monday tuesday wednesday thursday
    friday saturday sunday
    """.split()
)

GERMAN = frozenset(
    """
    abs allg bzw ca dr dipl d.h etc evtl frl ggf hl hr hrn fr inkl ing jh mio mrd mind nr prof s sog st str tel u u.a
    usw v vgl z z.b zb zzt bspw geb gest jr jan feb mär apr jun jul aug sept sep okt nov dez mo di mi do fr sa so o.ä
    i.d.r u.u z.t
    """.split()
)
FRENCH = frozenset(
    """
    m mm mme mmes mlle mlles dr me mgr st ste p pp vol art av bd boul cf ch env etc ex fig hab janv févr avr juil
    sept oct nov déc n no tél
    """.split()
)
SPANISH = frozenset(
    """
    sr sra sres sras srta d dª dr dra dres lic ing arq prof profa gral cnel cap av avda c cía etc ee.uu ee uu núm n
    pág págs p ej p.ej tel ud uds vd vds art aprox ene feb mar abr jun jul ago sept oct nov dic a.c d.c
    """.split()
)
ITALIAN = frozenset(
    """
    sig sigg sig.ra sig.na dott dott.ssa dr prof prof.ssa avv ing arch on sen geom rag cav mons s ss p pag pagg art
    artt cfr ecc es fig n nr tel vol gen febb mar apr giu lug ago sett ott nov dic a.c d.c
    """.split()
)
PORTUGUESE = frozenset(
    """
    sr sra srs sras srta dr dra drs prof profa eng arq gen cel cap av r d etc ex fig n nº pág págs p art aprox tel
    v jan fev mar abr mai jun jul ago set out nov dez a.c d.c exmo exma
    """.split()
)
BY_LANGUAGE = {"de": GERMAN, "fr": FRENCH, "es": SPANISH, "it": ITALIAN, "pt": PORTUGUESE}
