"""The checking copy: a page made for paper, and the same as Word, Markdown and PDF."""
