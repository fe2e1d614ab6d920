"""The pages of the chapter in their order, and the section that each is named after."""

from lstm_tutor.site.chapter import PUBLISHED

PAGES = list(dict.fromkeys(PUBLISHED.values()))
# The first section of a page names it: “Low Learning Rate” is found under “Learning Rate”.
CHAPTERS = {page: section for section, page in reversed(PUBLISHED.items())}
