"""The number that is proposed for one that fits no pattern."""

from __future__ import annotations

from tests.conftest import Company


def test_the_unit_is_the_owners_own_where_the_company_and_its_top_unit_share_a_code(company: Company) -> None:
    compilation = company(
        {
            "system.yaml": (
                "name: 公司\ncode: QY\nlanguages: [zh]\n"
                'numbering: [{id: jd, applies_to: [post], pattern: "{company}-JD-{unit}-{serial}"}]\n'
            ),
            "units/top.yaml": "name: 公司\ncode: QY\n",
            "units/operations.yaml": "name: 运营部\ncode: OP\nparent: top\n",
            "posts/a.yaml": "name: 会计\nunit: operations\ncontrol: {number: QY-JD-FI-02}\n",
        }
    )
    (found,) = (one.diagnostic for one in compilation.findings if one.diagnostic.name == "number-off-pattern")
    assert found.params["nearest"] == "QY-JD-OP-02"
