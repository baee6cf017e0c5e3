"""The certificate of a grade, filled from the register."""

from fengqiao.assessment.models import Grade
from fengqiao.core.actor import Actor
from fengqiao.core.language import official
from fengqiao.documents.contexts import Form, GradeCertificate
from fengqiao.jurisdictions.queries import current_ruleset
from fengqiao.organisations import queries as organisations


@official
def office_of(actor: Actor) -> str:
    """Return the name under which the actor's office writes."""
    own = organisations.get(actor.organisation_id) if actor.organisation_id else None
    return own.name if own else actor.name


@official
def certificate(grade: Grade) -> Form:
    """人民调解等级证书."""
    scheme = current_ruleset(grade.awarded_on).grade_scheme(grade.scheme)
    return GradeCertificate(
        committee=grade.issuer,
        number=grade.number,
        addressees=(grade.name,),
        issued_on=grade.awarded_on,
        name=grade.name,
        organisation=grade.organisation.name if grade.person_id else "",
        scheme=scheme.name if scheme else grade.scheme,
        level=grade.level_name,
        awarded_on=grade.awarded_on,
        valid_until=grade.valid_until,
    )
