"""Keep the words whose change makes another statement of a line, and those whose capital tells two words apart."""

from __future__ import annotations

from factcheck.text.words import MONTHS, NUMBER_VALUES, SHORT_MONTHS, word_set

NUMBERS = frozenset(NUMBER_VALUES) | word_set(
    """hundred hundreds thousand thousands million millions billion billions trillion trillions dozen dozens half third
    thirds quarter quarters double twice triple once first second fourth fifth sixth seventh eighth ninth tenth percent
    percentage both couple pair several few many most all every each handful"""
)
DATES = (
    frozenset(MONTHS)
    | (frozenset(SHORT_MONTHS) - {"may", "mar", "dec", "sept"})
    | word_set(
        """monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow tonight morning afternoon
        evening night noon midnight day days week weeks weekend month months year years decade decades century ago
        before after since until till last next previous following earlier later recent recently now then spring summer
        autumn fall winter during while when"""
    )
)
NEGATIONS = word_set(
    """not no never none nobody nothing nowhere neither nor without cannot hardly barely scarcely rarely seldom unless
    except deny denied denies refuse refused refuses fail failed fails lack lacked lacks stop stopped"""
)
HEDGES = word_set(
    """may might could can would should must will shall perhaps maybe possibly probably likely unlikely reportedly
    allegedly apparently purportedly supposedly seemingly seems seemed appears appeared suggests suggested about
    around nearly  almost roughly approximately some least more less than up over under only just almost partly
    mostly largely
    generally usually often sometimes always suspected alleged potential potentially if could estimated expected
    certainly clearly definitely indeed"""
)
ATTRIBUTIONS = word_set(
    """said says say saying told tells tell according claimed claims claim stated states wrote writes written reported
    reports report announced announces added adds argued argues insisted insists asserted asserts alleged alleges
    testified confirmed confirms acknowledged acknowledges admitted admits warned warns predicted revealed reveals
    explained explains noted notes suggested believes believed thinks thought quoted quotes citing cited by"""
)
SENSITIVE = NUMBERS | DATES | NEGATIONS | HEDGES | ATTRIBUTIONS

# Lower-case words that are another word with a capital, or with capitals throughout.
CAPITAL_TELLS = DATES | word_set(
    """us it who may march august polish turkey china japan chad jordan georgia mali guinea togo cuba bill mark
    will rose
    grace frank jack bob nick rob sue pat drew art ray gene dick grant chase hunter mason cooper baker smith king queen
    prince pope god lent easter mass catholic orthodox protestant reformation democrat democrats democratic republican
    republicans conservative conservatives liberal liberals labour labor green greens independent independents social
    socialist communist left right union federal state states house senate congress parliament cabinet commons lords
    white black west western east eastern north northern south southern earth mars mercury sun moon nice reading bath
    lima mobile buffalo phoenix job jobs amazon apple meta alphabet target gap shell visa ford times post mail sun
    guardian telegraph mirror independent observer people time nature science cancer aids nato who un eu ice cia fed
    reserve army navy marines force tory star standard herald express allies ally confederate revolution depression
    recession war troubles wall street bay cape rocky capital capitol crown speaker leader minister secretary general"""
)

PRONOUNS = word_set("he she they it this that these those his her hers their theirs its him them")
# What these stand for is a thing said, so that any change of it may matter.
THING_PRONOUNS = word_set("it this that these those its")
CONNECTIVES = word_set(
    """and but so or yet then still also however instead later meanwhile moreover thus therefore nevertheless again
    when after before while as if though although because since once until"""
)
