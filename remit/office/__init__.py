"""Word and Excel files from a small block model; nothing in here knows a post or a policy.

`blocks` and `sheets` say what a document holds, `docx` and `xlsx` turn it into bytes. The looks of Word
files (fonts, sizes, header and footer) live in templates/word/.
"""
