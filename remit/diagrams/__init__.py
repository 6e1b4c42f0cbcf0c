"""Diagrams of the organisation and its processes: pure layouts, drawn as SVG and, for documents, as PNG.

A back end lays out (orgchart, swimlane), draws (svg) and converts where it must (png); nothing here knows the model.
"""
