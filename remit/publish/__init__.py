"""What of the system is published on a day: the last approved version of every document, from the ledger.

timeline.py says which entry of the ledger holds on a day, restore.py makes the document of an entry again, dangling.py turns
references that lead nowhere any more into words, published.py puts the organisation together. Nothing here reads git or the disk.
"""
