"""Sentences, quotations and quantities of five other languages, in samples written before the rules saw them."""

import pytest

from factcheck.text import analyse

GERMAN = """Bahnstreik legt Norddeutschland lahm

Hamburg (dpa) - Ein Warnstreik der Lokführer hat am Montag, dem 3. März 2025, weite Teile des Bahnverkehrs lahmgelegt.\
 Betroffen waren nach Angaben der Bahn rund 1,2 Millionen Reisende, u. a. in Hamburg, Kiel und Lübeck. »Wir haben lange\
 genug gewartet«, sagte Gewerkschaftschefin Dr. Petra Holm. „Jetzt ist Schluss. Wir wollen 8,5 Prozent mehr Lohn,\
 mindestens aber 350 Euro im Monat“, so Holm weiter.

Vorstand K.-H. Weber nannte den Streik „völlig überzogen“. Etwa 2.300 Züge fielen aus, z. B. alle ICE zwischen Berlin\
 und Köln. Am 15. Mai soll weiterverhandelt werden. Der Schaden beträgt ca. 25 Mio. Euro."""
FRENCH = """Incendie dans le port de Sète : trois blessés

Un violent incendie s'est déclaré mardi vers 4 h 30 dans un entrepôt du port de Sète (Hérault). Quelque 1 200 tonnes de\
 bois ont brûlé, selon les pompiers. « Nous n'avions jamais vu ça », a déclaré le capitaine J.-P. Morel. « Le feu s'est\
 propagé en moins de dix minutes. C'était effrayant », a-t-il ajouté.

M. Dubois, le maire, a promis une aide de 2,5 millions d'euros. Au moins 340 personnes ont été évacuées. « Qui va\
 payer ? » demande Mme Lefèvre."""
SPANISH = """El alcalde de Vélez dimite tras el escándalo del agua

El alcalde de Vélez, D. Antonio Ruiz, presentó ayer su dimisión. «He cometido errores, pero no he robado nada», afirmó\
 ante unos 50 periodistas. ¿Por qué ahora? Según la Sra. Gómez, el consistorio pagó 3,4 millones de euros de\
 más. “Es una\
 vergüenza. Nadie nos escuchó”, dijo Gómez.

Más de 12.000 vecinos firmaron una petición. ¡Que devuelvan el dinero!, gritaban los manifestantes. El pleno\
 se reunirá el\
 5 de junio a las 10.30 h. en el Ayto. de Vélez."""
ITALIAN = """Terremoto in Umbria, paura ma pochi danni

Secondo l'Ingv, l'epicentro è a 8 km da Norcia. «Siamo scesi tutti in strada», ha detto il sindaco, dott.\
 Marco Bianchi.\
 «Nessun ferito. Ma la gente ha paura», ha aggiunto.

Circa 1.500 persone hanno dormito in auto. I danni ammontano a oltre 2 milioni di euro. Chi pagherà?"""
PORTUGUESE = """Greve dos médicos adia milhares de consultas

A greve dos médicos, que começou na segunda-feira, já adiou cerca de 4.500 consultas. "Não temos\
 alternativa", disse o Dr.\
 João Mendes. «O Governo não quer negociar. Oferece-nos 2,5%», acrescentou.

A Sra. Ministra afirmou que a proposta custaria mais de 120 milhões de euros por ano. Pelo menos 30 hospitais foram\
 afetados. A próxima reunião está marcada para 12 de março, às 15h00."""


@pytest.mark.parametrize(
    ("language", "text", "passages", "quotes"),
    [
        ("de", GERMAN, 9, ["Wir haben lange genug gewartet", "Jetzt ist Schluss.", "völlig überzogen"]),
        ("fr", FRENCH, 8, ["Nous n'avions jamais vu ça", "Le feu s'est propagé", "Qui va payer ?"]),
        ("es", SPANISH, 9, ["He cometido errores, pero no he robado nada", "Es una vergüenza. Nadie nos escuchó"]),
        ("it", ITALIAN, 7, ["Siamo scesi tutti in strada", "Nessun ferito. Ma la gente ha paura"]),
        ("pt", PORTUGUESE, 7, ["Não temos alternativa", "O Governo não quer negociar. Oferece-nos 2,5%"]),
    ],
)
def test_sentences_and_quotations_hold(language: str, text: str, passages: int, quotes: list[str]) -> None:
    done = analyse(text, language=language)
    assert len(done.passages) == passages
    assert [q.exact[: len(wanted)] for q, wanted in zip(done.quotes, quotes, strict=True)] == quotes
    assert all(q.exact == text[q.start : q.end] for q in done.quotes)


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("de", GERMAN, [("rund", 1_200_000), ("", 8.5), ("Etwa", 2300), ("ca.", 25_000_000)]),
        ("fr", FRENCH, [("Quelque", 1200), ("", 2_500_000), ("Au moins", 340)]),
        ("es", SPANISH, [("unos", 50), ("", 3_400_000), ("Más de", 12_000)]),
        ("it", ITALIAN, [("", 8), ("Circa", 1500), ("oltre", 2_000_000)]),
        ("pt", PORTUGUESE, [("cerca de", 4500), ("", 2.5), ("mais de", 120_000_000), ("Pelo menos", 30)]),
    ],
)
def test_quantities_keep_their_hedges(language: str, text: str, wanted: list[tuple[str, float]]) -> None:
    found = [c.quantity for c in analyse(text, language=language).claims if c.quantity]
    assert [(q.qualifier, q.value) for q in found] == wanted


@pytest.mark.parametrize(
    ("language", "sentence", "low", "high"),
    [
        ("de", "Zwischen 20 und 30 Orte sind betroffen.", 20, 30),
        ("de", "Es fehlen 2 bis 3 Mio. Euro.", 2_000_000, 3_000_000),
        ("de", "Er hat 2 Hunde und 3 Katzen.", 2, 2),
        ("fr", "Entre 10 et 12 ponts sont fermés.", 10, 12),
        ("fr", "Il faut de 5 à 7 millions d'euros.", 5_000_000, 7_000_000),
        ("es", "Entre 10 y 12 casas ardieron.", 10, 12),
        ("es", "Faltan 1,5 mil millones de euros.", 1_500_000_000, 1_500_000_000),
        ("it", "Tra 10 e 20 case sono chiuse.", 10, 20),
        ("pt", "Entre 5 e 7 casas arderam.", 5, 7),
    ],
)
def test_ranges_are_one_quantity(language: str, sentence: str, low: int, high: int) -> None:
    (found,) = (c.quantity for c in analyse(f"Titel\n\n{sentence}", language=language).claims if c.quantity)
    assert (found.low, found.high) == (low, high)


def test_hedges_make_intervals() -> None:
    more, less, about = (
        c.quantity
        for c in analyse(
            "Streik\n\nMindestens 40 Züge fielen aus. Bis zu 30 Züge standen. Etwa 20 Züge fuhren.", language="de"
        ).claims
        if c.quantity
    )
    assert (more.low, more.high) == (40, None)
    assert (less.low, less.high) == (None, 30)
    assert (about.low, about.high) == (20, 20)
