"""Tests of the back ends for documents, workbooks and model.json, on the small company of fixture/."""
