"""A field that no record has: what to write, and a file without a header."""

from message_texts import DESK, run

WHERE = DESK.replace("good = { ok = true }", 'good = { tone = "kind" }')


def test_a_field_that_no_record_has(tmp_path):
    result = run(tmp_path, 'records.answers = [{ at = "2026-03-16 09:00" }]\nexpect.objectives.Answers = "missed"', WHERE)
    assert result.error == "stream 'answers': no record has the field 'tone'; known: at; write tone = '' in one that has none"
    rows = 'records.answers = [{ at = "2026-03-16 09:00", tone = "" }]\nexpect = { objectives.Answers = "missed", blank_values = 1 }'
    assert run(tmp_path, rows, WHERE).passed


def test_a_file_without_a_header(tmp_path):
    (tmp_path / "answers.csv").write_text("2026-03-16 09:00,kind\n2026-03-17 09:00,kind\n", encoding="utf-8")
    result = run(tmp_path, 'records.answers = "answers.csv"\nexpect.objectives.Answers = "missed"', WHERE)
    assert result.error == "stream 'answers': the first row of the file holds values, and no names of columns; write the names above it"
