"""Files of the build before stand where all that was read for them is the same, and only there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path

import pytest

from remit.cache.reads import Read, followed, once, once_property, reading
from remit.cache.shelf import Shelf
from remit.cache.standing import Things, files_of, made, made_with


class Note:
    """Something that can be read."""

    __slots__ = ("words",)

    def __init__(self, words: str) -> None:
        self.words = words


class Build:
    """Builds into a folder of what stands on some notes."""

    def __init__(self, root: Path, *notes: Note) -> None:
        self.out, self.shelf, self.notes, self.ground = root / "out", Shelf(root / "cache"), notes, "ground"
        self.compiler = "compiler"
        self.out.mkdir()

    @contextmanager
    def making(self) -> Iterator[list[str]]:
        """Make files; the list has what was made and did not stand."""
        numbers = {id(note): number for number, note in enumerate(self.notes)}
        things = Things(self.compiler, self.ground, numbers, [note.words.encode() for note in self.notes])
        with followed(((Note, "words"),)), files_of("files", self.out, things, self.shelf):
            yield []

    def run(self, **files: Callable[[], str]) -> list[str]:
        """The names of the files that were made anew."""
        anew: list[str] = []
        with self.making():
            for name, make in files.items():

                def written(name: str = name, make: Callable[[], str] = make) -> bytes:
                    anew.append(name)
                    return make().encode()

                (self.out / name).write_bytes(made(name, written))
        return anew


@pytest.fixture
def notes() -> tuple[Note, Note]:
    return Note("one"), Note("two")


@pytest.fixture
def company(tmp_path: Path, notes: tuple[Note, Note]) -> Build:
    return Build(tmp_path.resolve(), *notes)


def test_a_file_is_made_anew_where_what_it_read_has_changed(company: Build, notes: tuple[Note, Note]) -> None:
    files: dict[str, Callable[[], str]] = {"a": lambda: notes[0].words, "b": lambda: notes[1].words}
    assert company.run(**files) == ["a", "b"]
    assert company.run(**files) == []
    notes[1].words = "zwei"
    assert company.run(**files) == ["b"]
    assert (company.out / "b").read_text() == "zwei"
    assert company.run(**files) == []


def test_what_all_files_rest_on_makes_all_anew(company: Build, notes: tuple[Note, Note]) -> None:
    def run() -> list[str]:
        anew: list[str] = []
        with company.making():
            title = notes[0].words
            for name in ("a", "b"):
                (company.out / name).write_bytes(made(name, lambda name=name: (anew.append(name), title.encode())[1]))
        return anew

    assert run() == ["a", "b"]
    assert run() == []
    notes[1].words = "zwei"
    assert run() == []
    notes[0].words = "eins"
    assert run() == ["a", "b"]
    company.ground = "another"
    assert run() == ["a", "b"]
    company.compiler = "another"
    assert run() == ["a", "b"]


def test_what_was_changed_or_is_gone_in_the_folder_is_made_anew(company: Build, notes: tuple[Note, Note]) -> None:
    files: dict[str, Callable[[], str]] = {"a": lambda: notes[0].words, "b": lambda: notes[0].words}
    company.run(**files)
    (company.out / "a").write_text("somebody's")
    (company.out / "b").unlink()
    assert company.run(**files) == ["a", "b"]


def test_what_read_something_unknown_is_always_made(company: Build, notes: tuple[Note, Note]) -> None:
    stranger = Note("nobody's")
    files: dict[str, Callable[[], str]] = {"a": lambda: notes[0].words, "b": lambda: stranger.words}
    assert company.run(**files) == ["a", "b"]
    assert company.run(**files) == ["b"]


def test_what_was_found_out_once_counts_for_all_who_use_it(company: Build, notes: tuple[Note, Note]) -> None:
    def run(remember: Callable[[Callable[[], str]], Callable[[], str]]) -> list[str]:
        shared = remember(lambda: notes[0].words)
        return company.run(a=lambda: shared(), b=lambda: shared())

    assert run(once) == ["a", "b"]
    notes[0].words = "eins"
    assert run(once) == ["a", "b"]
    notes[0].words = "uno"
    run(cache)
    notes[0].words = "un"
    assert run(cache) == ["a"], "what `once` is for"


class Titled:
    """What finds something out when it is first asked."""

    def __init__(self, note: Note) -> None:
        self._note = note

    @once_property
    def title(self) -> str:
        """The title."""
        return self._note.words


def test_a_property_found_out_once_counts_for_all_who_use_it(company: Build, notes: tuple[Note, Note]) -> None:
    def run() -> list[str]:
        titled = Titled(notes[0])
        return company.run(a=lambda: titled.title, b=lambda: titled.title)

    assert run() == ["a", "b"]
    notes[0].words = "eins"
    assert run() == ["a", "b"]
    assert Titled.title.__doc__ == "The title."


def test_what_was_found_out_before_anybody_followed_is_unknown(company: Build, notes: tuple[Note, Note]) -> None:
    shared = once(lambda: notes[0].words)
    shared()
    assert company.run(a=lambda: shared()) == ["a"]
    assert company.run(a=lambda: shared()) == ["a"]


def test_what_is_made_beside_a_file_stands_with_it(company: Build, notes: tuple[Note, Note]) -> None:
    def run() -> tuple[bytes, bytes]:
        with company.making():
            data, beside = made_with("a", lambda: (notes[0].words.encode(), b"beside " + notes[0].words.encode()))
            (company.out / "a").write_bytes(data)
        return data, beside

    assert run() == run() == (b"one", b"beside one")
    notes[0].words = "eins"
    assert run() == (b"eins", b"beside eins")


def test_a_record_that_was_damaged_is_none(company: Build, notes: tuple[Note, Note]) -> None:
    company.run(a=lambda: notes[0].words)
    for path in company.shelf.folder.glob("files-*"):
        path.write_bytes(path.read_bytes()[:-1] + b"!")
    assert company.run(a=lambda: notes[0].words) == ["a"]


def test_fields_are_followed_inside_alone(notes: tuple[Note, Note]) -> None:
    def read() -> set[Read]:
        with reading() as things:
            assert notes[0].words == "one"
        return things

    assert read() == set()
    with followed(((Note, "words"),)):
        assert read() == {id(notes[0])}
        notes[1].words = "zwei"
    with suppress(KeyError), followed(((Note, "words"),)):
        raise KeyError
    assert read() == set()
    assert notes[1].words == "zwei"


def test_without_a_build_everything_is_made() -> None:
    assert made("a", lambda: b"one") == b"one"
    assert made_with("a", lambda: (b"one", b"two")) == (b"one", b"two")
