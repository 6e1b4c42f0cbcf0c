"""The preview that `remit serve` shows: the site as it would be built, page by page as pages are asked for.
published.py makes the files, panel.py says what was found on a page, preview.py puts both together, server.py speaks HTTP,
watch.py tells when the source has changed. Nothing here writes to site/, and none of it is in a built site."""
