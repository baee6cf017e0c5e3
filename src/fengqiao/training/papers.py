"""The certificate of a course, filled from the record."""

from fengqiao.core.language import official
from fengqiao.core.text import said
from fengqiao.documents.contexts import TrainingCertificate
from fengqiao.training.models import Certificate
from fengqiao.training.rules.courses import KIND_NAMES, TrainingKind


@official
def of_certificate(certificate: Certificate) -> TrainingCertificate:
    """培训证书; the certificate comes with trainee, person, course and organiser."""
    trainee = certificate.trainee
    course = trainee.course
    return TrainingCertificate(
        committee=course.organiser.name,
        number=certificate.number,
        addressees=(trainee.person.name,),
        issued_on=certificate.issued_on,
        contact=course.organiser.phone,
        course=course.title,
        kind=said(KIND_NAMES[TrainingKind(course.kind)]),
        starts_on=course.starts_on,
        ends_on=course.ends_on,
        hours=str(trainee.hours),
        mark="" if trainee.mark is None or course.pass_mark is None else str(trainee.mark),
    )
