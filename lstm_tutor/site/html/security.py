"""A Content-Security-Policy for each page: what it may load and run, and nothing else.

A static host sends no headers of ours, so the policy stands in the page. Scripts run if they are
files of the site or the very ones that the page was built with; of anything put in later the
browser refuses to run a line. Scripts in attributes never run; `verify` finds them.
"""

import base64
import hashlib
import re

from lstm_tutor.base.errors import TutorError

# Scripts of other types are data, which no browser runs.
RUN = {"", "module", "text/javascript", "application/javascript"}
POLICY = (
    "default-src 'none'",
    "script-src 'self'{scripts}",
    "style-src 'self' 'unsafe-inline'",  # for browsers that do not know the next two
    "style-src-elem 'self'{styles}",
    "style-src-attr 'unsafe-inline'",  # KaTeX places every glyph by a style of its own
    "img-src 'self' data:",  # Material's icons are data
    "font-src 'self'",
    "connect-src 'self'",  # search index, previews, versions
    "worker-src 'self'",  # search
    "manifest-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
)

_CHARSET = re.compile(r"""<meta charset=["']?utf-8["']?\s*/?>""", re.IGNORECASE)
_INLINE = re.compile(r"<(script|style)\b([^>]*)>(.*?)</\1\s*>", re.DOTALL | re.IGNORECASE)
_SOURCE = re.compile(r"\ssrc\s*=", re.IGNORECASE)
_TYPE = re.compile(r"""\stype\s*=\s*["']?([^\s"'>]*)""", re.IGNORECASE)


class SecurityError(TutorError):
    """A page cannot be given a policy; the message says why."""


def secure(name: str, text: str) -> str:
    """The page with its policy, and with no more than the site's name told to others.

    The policy stands right behind the page's encoding, which has to be among the first thousand
    bytes, and before anything that loads or runs. Raises SecurityError.
    """
    charset = _CHARSET.search(text)
    if not charset:
        raise SecurityError(f'{name}: there is no <meta charset="utf-8"> to put the policy behind')
    scripts, styles = dict[str, None](), dict[str, None]()
    for kind, attributes, content in _INLINE.findall(text):
        if kind.lower() == "style":
            styles[_hash(content)] = None
        elif not _SOURCE.search(attributes) and _runs(attributes):
            scripts[_hash(content)] = None
    policy = "; ".join(POLICY).format(scripts="".join(scripts), styles="".join(styles))
    metas = (
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="referrer" content="strict-origin-when-cross-origin">'
    )
    return f"{text[: charset.end()]}{metas}{text[charset.end() :]}"


def _runs(attributes: str) -> bool:
    kind = _TYPE.search(attributes)
    return (kind[1].lower() if kind else "") in RUN


def _hash(content: str) -> str:
    digest = hashlib.sha256(content.encode()).digest()
    return f" 'sha256-{base64.b64encode(digest).decode()}'"
