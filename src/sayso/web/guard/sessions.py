"""Who is asking: a token in the header, or a session's cookie; and what routes ask about that."""

from __future__ import annotations

from dataclasses import dataclass, field

from starlette.requests import Request

from sayso.web.guard.call import Call
from sayso.web.guard.refusal import Refusal
from sayso.web.guard.rules import GuardRules
from sayso.web.keys import SESSION, Keys

STANDING = "sayso.standing"
"""Where in a request's scope its standing is."""
FORM_HEADER = b"x-form-token"
OPEN = ("/sign-in", "/sign-out", "/favicon.ico")
MISSING = Refusal(401, "this needs the token", "sign in with it at /sign-in", ask=True)
MISSING_API = Refusal(401, "this needs the token", "send it as the header Authorization: Bearer …", (("www-authenticate", "Bearer"),))
WRONG = Refusal(403, "the token is wrong", "use the one printed when sayso serve was started, or the one given with --token")
NO_FORM = Refusal(403, "a session writes to the API only with its form's token", "send it as X-Form-Token, or send Authorization: Bearer …")


@dataclass(frozen=True, slots=True)
class Standing:
    """`session`: a valid one, "" for none. `bearer`: the right token came in the header."""

    keys: Keys = field(repr=False)
    session: str = field(repr=False)
    bearer: bool

    @property
    def signed_in(self) -> bool:
        """Whether the token was shown, now or when the session began."""
        return self.bearer or bool(self.session)


def standing_of(call: Call, rules: GuardRules, now: float) -> Standing | Refusal:
    """Who is asking; a refusal where a token was shown that is wrong. A session that has ended is none."""
    shown = call.header(b"authorization")
    if shown is not None:
        kind, _, token = shown.strip().partition(" ")
        if kind.lower() != "bearer" or not rules.keys.token_right(token.strip()):
            return WRONG
        return Standing(rules.keys, "", True)
    sessions = call.cookies(cookie_name(rules))[:4]
    return Standing(rules.keys, next((s for s in sessions if rules.keys.session_right(s, now)), ""), False)


def access_refusal(call: Call, rules: GuardRules, who: Standing) -> Refusal | None:
    """Refuses writes without a token, and on a closed server reads too. Static files and signing in are open to all."""
    if call.static or call.path in OPEN or not (call.writes or rules.closed):
        return None
    if not who.signed_in:
        return MISSING_API if call.api else MISSING
    if call.api and call.writes and not who.bearer and not who.keys.form_right(who.session, call.header(FORM_HEADER) or ""):
        return NO_FORM
    return None


def cookie_name(rules: GuardRules) -> str:
    """Browsers share cookies between the ports of a host; two servers on one machine need two names."""
    return f"sayso-{rules.port}"


def set_cookie(rules: GuardRules, session: str, scheme: str) -> tuple[str, str]:
    """The header that begins a session, or ends it where `session` is ""."""
    age = SESSION if session else 0
    secure = "; Secure" if scheme == "https" else ""
    return "set-cookie", f"{cookie_name(rules)}={session}; Max-Age={age}; Path=/; HttpOnly; SameSite=Strict{secure}"


def signed_in(request: Request) -> bool:
    """Whether who asks may write. False where no guard stands before the app."""
    who = request.scope.get(STANDING)
    return isinstance(who, Standing) and who.signed_in


def form_token(request: Request) -> str:
    """What the forms of a page carry; "" without a session."""
    who = request.scope.get(STANDING)
    return who.keys.form_token(who.session) if isinstance(who, Standing) else ""


def check_form(request: Request, value: str) -> bool:
    """Whether a form that was sent carries its session's token. A program that showed the token itself needs none."""
    who = request.scope.get(STANDING)
    return isinstance(who, Standing) and (who.bearer or who.keys.form_right(who.session, value))
