"""Map the desk's words to tables."""

from factcheck.models.article import Article, CoverageMark, Draft, Finding, Passage
from factcheck.models.base import Base
from factcheck.models.capture import Capture, Ruling, Via
from factcheck.models.claim import Assignment, Claim, Occurrence
from factcheck.models.event import Event, EventHead, FormKey
from factcheck.models.evidence import Evidence, Origin
from factcheck.models.job import Circuit, HostPace, Job
from factcheck.models.lookup import Lookup, LookupPage, Suggestion
from factcheck.models.person import Person, SignIn, Throttle
from factcheck.models.publication import Clearance, Correction, Publication, Revision
from factcheck.models.verdict import Citation, Rating, Scale, Verdict

__all__ = [
    "Article",
    "Assignment",
    "Base",
    "Capture",
    "Circuit",
    "Citation",
    "Claim",
    "Clearance",
    "Correction",
    "CoverageMark",
    "Draft",
    "Event",
    "EventHead",
    "Evidence",
    "Finding",
    "FormKey",
    "HostPace",
    "Job",
    "Lookup",
    "LookupPage",
    "Occurrence",
    "Origin",
    "Passage",
    "Person",
    "Publication",
    "Rating",
    "Revision",
    "Ruling",
    "Scale",
    "SignIn",
    "Suggestion",
    "Throttle",
    "Verdict",
    "Via",
]
