"""A table of examples from a workbook: the cells of the first sheet as a script has them."""

from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape
from zipfile import ZipFile

from bot.rehearsal.scripts.grammar import read_scripts
from bot.rehearsal.scripts.script import Row
from tests.support.scripting import faults_in, written

TABLE = "脚本：回答\n起点：party\n用户：{答}\n机器人：@ask.appointment_booked\n例子：answers.xlsx\n"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PARTS = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    "_rels/.rels": f'<Relationships xmlns="{RELATIONS}"><Relationship Id="a" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="1" sheetId="1" r:id="a"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{RELATIONS}"><Relationship Id="a" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="b" Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>',
    "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="20"/></cellXfs></styleSheet>',
}


def workbook(rows: list[list[str | float | bool]], styles: dict[float, int]) -> bytes:
    """As a spreadsheet saves it, as far as it is read; `styles` makes a number a day (1) or a time (2)."""
    lines = (f"<row>{''.join(_cell(cell, styles) for cell in row)}</row>" for row in rows)
    sheet = f'<worksheet xmlns="{MAIN}"><sheetData>{"".join(lines)}</sheetData></worksheet>'
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        for name, content in {**PARTS, "xl/worksheets/sheet1.xml": sheet}.items():
            archive.writestr(name, content)
    return out.getvalue()


def _cell(cell: str | float | bool, styles: dict[float, int]) -> str:
    if isinstance(cell, str):
        return f'<c t="inlineStr"><is><t>{escape(cell)}</t></is></c>'
    if isinstance(cell, bool):
        return f'<c t="b"><v>{int(cell)}</v></c>'
    return f'<c s="{styles.get(cell, 0)}"><v>{cell}</v></c>'


def rows(folder: Path, cells: list[list[str | float | bool]], styles: dict[float, int]) -> tuple[Row, ...]:
    (folder / "answers.xlsx").write_bytes(workbook(cells, styles))
    [script] = read_scripts(written(folder, TABLE))
    return script.rows


def test_numbers_days_and_times_are_written_as_a_script_has_them(tmp_path: Path) -> None:
    names: list[str | float | bool] = ["答", "数", "日", "时", "是"]
    found = rows(tmp_path, [names, ["就我 & 他", 3.0, 46083.0, 0.375, True]], {46083.0: 1, 0.375: 2})
    assert [dict(row.values) for row in found] == [
        {"答": "就我 & 他", "数": "3", "日": "2026-03-02", "时": "09:00", "是": "yes"}
    ]


def test_a_workbook_is_a_table_like_any_other(tmp_path: Path) -> None:
    (tmp_path / "answers.xlsx").write_bytes(workbook([["答"], ["one"], [""], ["就我一个人"]], {}))
    assert faults_in(tmp_path, TABLE) == []
    (tmp_path / "answers.xlsx").write_bytes(workbook([["答 案"], ["one"]], {}))
    [fault] = faults_in(tmp_path, TABLE)
    assert fault.startswith("5: There is no table in answers.xlsx.")


def test_what_is_no_workbook_is_told(tmp_path: Path) -> None:
    for content in (b"PK", b"", workbook([["答"]], {})[:200]):
        (tmp_path / "answers.xlsx").write_bytes(content)
        [fault] = faults_in(tmp_path, TABLE)
        assert "no workbook that can be read. Save it as CSV" in fault
