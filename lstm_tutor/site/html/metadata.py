"""Metadata in the head of every page, for reference managers, search engines and link previews.

These are `citation_*` meta tags (Highwire Press, read by Zotero and Google Scholar), one JSON-LD
block (schema.org), and Open Graph. The title is that of the citation.
"""

import json
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from bs4 import BeautifulSoup

from lstm_tutor.site.content.citations import FIGURES
from lstm_tutor.site.content.work import LICENCES, Work
from lstm_tutor.site.html.finish import Step

# JSON inside HTML must not contain anything that looks like a tag.
_ESCAPES = str.maketrans({character: f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"})


def add_metadata(work: Work, titles: Mapping[str, str]) -> Step:
    """A finishing step. titles: see `citations.titles`."""
    return lambda name, text: describe(name, text, work, titles)


def describe(name: str, text: str, work: Work, titles: Mapping[str, str]) -> str:
    """The page with metadata in its head. name: the path of its file relative to the site.

    Pages without a canonical address, such as 404.html, are not changed.
    """
    head, end, body = text.partition("</head>")
    page = BeautifulSoup(head, "html.parser")
    canonical = page.find("link", rel="canonical")
    if canonical is None:
        return text
    found = page.find("meta", attrs={"name": "description"})
    description = str(found["content"]) if found else work.abstract
    path = name.removesuffix("index.html").removesuffix(".html")
    path += "/" if path and not path.endswith("/") else ""
    title = titles[path]
    tags = [
        *_citation(title, path, work),
        *(
            f'<meta property="{key}" content="{escape(value)}">'
            for key, value in _open_graph(title, description, str(canonical["href"]), work)
            if not page.find("meta", attrs={"property": key})
        ),
        f'<script type="application/ld+json">{_json(_json_ld(title, description, path, work))}'
        "</script>",
    ]
    return "".join([head, *(f"{tag}\n" for tag in tags), end, body])


def _citation(title: str, path: str, work: Work) -> Iterator[str]:
    """The meta tags for reference managers."""
    values = [
        ("title", title),
        *(("author", author) for author in work.authors),
        ("publication_date", work.date.replace("-", "/")),
        ("inbook_title", work.title if path else ""),
        ("language", "en"),
        ("public_url", work.permanent(path)),
        ("doi", work.doi),
    ]
    for key, value in values:
        if value:
            yield f'<meta name="citation_{key}" content="{escape(value)}">'


def _open_graph(title: str, description: str, url: str, work: Work) -> list[tuple[str, str]]:
    return [
        ("og:type", "article"),
        ("og:site_name", work.title),
        ("og:title", title),
        ("og:description", description),
        ("og:url", url),
    ]


def _json_ld(title: str, description: str, path: str, work: Work) -> dict[str, Any]:
    """The page in the vocabulary of schema.org."""
    url, author = work.permanent(path), [{"@type": "Organization", "name": a} for a in work.authors]
    page = {
        "@context": "https://schema.org",
        "@id": url,
        "url": url,
        "name": title,
        "description": description,
        "author": author,
        "version": work.version,
        "datePublished": work.date,
        "license": LICENCES[work.licence],
        "inLanguage": "en",
        "isAccessibleForFree": True,
    }
    whole = {"@type": "LearningResource", "name": work.title, "url": work.permanent()}
    if path.startswith(FIGURES):
        return page | {
            "@type": "ImageObject",
            "contentUrl": work.permanent(f"{path.removesuffix('/')}.svg"),
            "encodingFormat": "image/svg+xml",
            "creditText": work.credit(title, url),
            "isPartOf": whole,
        }
    page |= {
        "@type": "LearningResource",
        "learningResourceType": "page of a textbook" if path else "textbook",
        "educationalLevel": "beginner",
    }
    if path:
        return page | {"isPartOf": whole}
    identified = {"sameAs": f"https://doi.org/{work.doi}"} if work.doi else {}
    return page | {"keywords": list(work.keywords), **identified}


def _json(content: dict[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False, sort_keys=True).translate(_ESCAPES)
