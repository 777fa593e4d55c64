"""Map the desk's words to tables."""

from factcheck.models.article import Article, CoverageMark, Draft, Finding, Passage
from factcheck.models.base import Base
from factcheck.models.capture import Capture, Ruling, Via
from factcheck.models.challenge import Challenge
from factcheck.models.citation_check import CitationCheck
from factcheck.models.claim import Assignment, Claim, Occurrence
from factcheck.models.correspondence import AuthorQuery, FormDraft, GuestLink, Notice, Presence, ReplyRequest
from factcheck.models.desk_rules import ChangeItem, DraftLine, Opinion, PolicyOverride, PolicyRule
from factcheck.models.event import Event, EventHead, FormKey
from factcheck.models.evidence import Evidence, Origin
from factcheck.models.job import Circuit, HostPace, Job, RobotsRules
from factcheck.models.lookup import Lookup, LookupPage, Suggestion
from factcheck.models.panel import Panel, PanelSeat
from factcheck.models.person import Person, SignIn, Throttle
from factcheck.models.publication import Clearance, Correction, Publication, Revision
from factcheck.models.sheet import SheetImport, SheetRow
from factcheck.models.verdict import Citation, Rating, Scale, Verdict

__all__ = [
    "Article",
    "Assignment",
    "AuthorQuery",
    "Base",
    "Capture",
    "Challenge",
    "ChangeItem",
    "Circuit",
    "Citation",
    "CitationCheck",
    "Claim",
    "Clearance",
    "Correction",
    "CoverageMark",
    "Draft",
    "DraftLine",
    "Event",
    "EventHead",
    "Evidence",
    "Finding",
    "FormDraft",
    "FormKey",
    "GuestLink",
    "HostPace",
    "Job",
    "Lookup",
    "LookupPage",
    "Notice",
    "Occurrence",
    "Opinion",
    "Origin",
    "Panel",
    "PanelSeat",
    "Passage",
    "Person",
    "PolicyOverride",
    "PolicyRule",
    "Presence",
    "Publication",
    "Rating",
    "ReplyRequest",
    "Revision",
    "RobotsRules",
    "Ruling",
    "Scale",
    "SheetImport",
    "SheetRow",
    "SignIn",
    "Suggestion",
    "Throttle",
    "Verdict",
    "Via",
]
