"""What stands between the network and the app: hosts, origins, tokens, sessions, headers, and limits of size, rate, time and number."""

from sayso.web.guard.bodies import Fields, read_form
from sayso.web.guard.refusal import Faces, Refusal, SignIn
from sayso.web.guard.rules import LOOPBACK, GuardRules, Rate
from sayso.web.guard.sessions import check_form, form_token, signed_in
from sayso.web.guard.times import Late, stoppable
from sayso.web.guard.wall import Clocks, guarded
from sayso.web.keys import Keys, make_keys

__all__ = [
    "LOOPBACK",
    "Clocks",
    "Faces",
    "Fields",
    "GuardRules",
    "Keys",
    "Late",
    "Rate",
    "Refusal",
    "SignIn",
    "check_form",
    "form_token",
    "guarded",
    "make_keys",
    "read_form",
    "signed_in",
    "stoppable",
]
