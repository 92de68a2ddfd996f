"""All extensions of this folder in one, so that _config.yml need not name each twice."""

EXTENSIONS = (
    "activities",
    "addresses",
    "cover",
    "document_equations",
    "launch_buttons",
    "equation_data",
    "explorers",
    "figure_alt",
    "folded_code",
    "live",
    "mathematics",
    "page_head",
    "reader",
    "reference_list",
    "site_files",
    "social_card",
    "symbol_search",
    "together",
    "wide_tables",
)


def setup(app):
    """Connect them in this order."""
    for name in EXTENSIONS:
        app.setup_extension(name)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
