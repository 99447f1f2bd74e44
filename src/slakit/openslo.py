"""OpenSLO v1 in and out, each with a report of what is lost."""

from slakit.documents.openslo.loss import FromOpenSlo as FromOpenSlo, Loss as Loss, ToOpenSlo as ToOpenSlo
from slakit.documents.openslo.read_openslo import read_slos as read_slos
from slakit.documents.openslo.write_openslo import write_slos as write_slos
