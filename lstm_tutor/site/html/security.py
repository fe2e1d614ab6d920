"""A Content-Security-Policy for each page, in a meta tag, since a static host sends no such header.

Browsers then run only scripts that are files of the site, or inline scripts whose hash is in the
policy. They never run scripts in attributes, which `verify` therefore reports.
"""

import base64
import hashlib
import re

from lstm_tutor.base.errors import TutorError

# Types of <script> that browsers run; others hold data.
SCRIPT_TYPES = {"", "module", "text/javascript", "application/javascript"}
POLICY = (
    "default-src 'none'",
    "script-src 'self'{scripts}",
    "style-src 'self' 'unsafe-inline'",  # for browsers without the next two
    "style-src-elem 'self'{styles}",
    "style-src-attr 'unsafe-inline'",  # KaTeX positions glyphs with style attributes
    "img-src 'self' data:",  # Material's icons are data URLs
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
    """The page with its policy, and a referrer policy that tells other sites only the host name.

    The policy follows the declaration of the encoding, which has to be in the first 1024 bytes, and
    precedes everything that loads or runs. Raises SecurityError if there is no declaration.
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
    return (kind[1].lower() if kind else "") in SCRIPT_TYPES


def _hash(content: str) -> str:
    digest = hashlib.sha256(content.encode()).digest()
    return f" 'sha256-{base64.b64encode(digest).decode()}'"
