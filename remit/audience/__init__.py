"""Who a handbook is compiled for: everything above a level of confidentiality is taken out before anything is rendered.

withhold.py makes copies of documents without what readers may not see, flow.py mends the way of a process past a step that
went, edition.py puts the published organisation together anew, told.py says which findings may be shown. Back ends see only
what is left, so that none of them has to know of confidentiality.
"""
