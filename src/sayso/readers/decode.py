"""Bytes -> text, exactly: no character is added, dropped or changed, and every guess is flagged."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from sayso.errors import InputError
from sayso.readers.encodings import codec_of, strict, unmarked, wrong

SIGNATURES = (
    (b"%PDF-", "PDF"),
    (b"PK\x03\x04", "ZIP, or an office document"),
    (b"\x1f\x8b", "gzip"),
    (b"BZh91AY&SY", "bzip2"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"\x28\xb5\x2f\xfd", "Zstandard"),
    (b"7z\xbc\xaf\x27\x1c", "7-Zip"),
    (b"Rar!\x1a\x07", "RAR"),
    (b"\x89PNG\r\n", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF87a", "GIF"),
    (b"GIF89a", "GIF"),
    (b"RIFF", "RIFF media"),
    (b"\x7fELF", "ELF program"),
    (b"\xd0\xcf\x11\xe0", "old office document"),
    (b"{\\rtf", "RTF"),
    (b"SQLite format 3\x00", "SQLite"),
    (b"PAR1", "Parquet"),
)
BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What reports are really found in. Left to all of Python's codecs, the detector takes umlauts for Baltic DOS.
CANDIDATES = [
    *("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp874", "koi8_r"),
    *("gb18030", "big5", "shift_jis", "euc_jp", "iso2022_jp", "euc_kr"),
]
TEXT_REMEDY = "give plain text, HTML or JSONL"
UTF8_REMEDY = "save it as UTF-8"

_CONTROL = re.compile(rb"[\x01-\x07\x0e-\x1a\x1c-\x1f\x7f]")
_HEAD, _CONTROL_SHARE, _SAMPLE = 8192, 0.05, 200_000


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text as it stood in the bytes, and the reader's remarks on how it was decoded."""

    text: str
    flags: tuple[str, ...] = ()


def decode(raw: bytes, where: str, *declared: str | None) -> Decoded:
    """The text of `raw`: by byte-order mark, by what it declares, as strict UTF-8, or by a flagged guess.

    `declared` is what its container and the page itself say its encoding is, None where they say nothing. Raises InputError for binary
    files and for bytes that no encoding fits.
    """
    for bom, name in BOMS:
        if raw.startswith(bom):
            text = strict(raw[len(bom) :], name)
            if text is None:
                raise InputError(where, f"begins with the mark of {name} but is not valid {name}", UTF8_REMEDY)
            if "\0" in text:
                raise InputError(where, "binary file (NUL characters)", TEXT_REMEDY)
            return Decoded(text)
    labels = tuple(label for label in declared if label)
    if not any(raw.startswith(signature) for signature, _ in SIGNATURES) and (found := unmarked(raw)) is not None:
        told = any(codec_of(label) == found[1] for label in labels)
        return Decoded(found[0], () if told else (f"encoding guessed: {found[1]}",))
    refuse_binary(raw, where)
    utf8 = strict(raw, "utf-8")
    # Bytes above 127 that are valid UTF-8 are UTF-8, whatever is declared: by chance that does not happen.
    if utf8 is None or raw.isascii():
        for name in filter(None, map(codec_of, labels)):
            as_said = None if name == "utf-8" else strict(raw, name)
            if as_said is not None and wrong(as_said) is None:
                return Decoded(as_said)
    lies = labels if utf8 is None else tuple(label for label in labels if codec_of(label) != "utf-8")
    flags = () if raw.isascii() else tuple(f"encoding declared: {label[:40]}, but it is not" for label in dict.fromkeys(lies))
    if utf8 is not None:
        return Decoded(utf8, flags)
    text, how = _damaged(raw) or _guess(raw, where)
    return Decoded(text, (*flags, how, *(f"mojibake suspected: {why}" for why in (wrong(text),) if why)))


def refuse_binary(raw: bytes, where: str) -> None:
    """Raises InputError when the bytes are no text: a known signature, NUL bytes, or too many control bytes."""
    for signature, name in SIGNATURES:
        if raw.startswith(signature):
            raise InputError(where, f"binary file (looks like {name})", TEXT_REMEDY)
    if b"\0" in raw:
        raise InputError(where, "binary file (NUL bytes)", f"{TEXT_REMEDY}; text in UTF-16 needs its byte-order mark")
    head = raw[:_HEAD]
    if len(_CONTROL.findall(head)) > _CONTROL_SHARE * len(head):
        raise InputError(where, "binary file (control bytes)", TEXT_REMEDY)


def _damaged(raw: bytes) -> tuple[str, str] | None:
    """UTF-8 in which a few bytes are broken, as where a file was cut; None when it is more likely something else."""
    text = raw.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    whole = sum(1 for character in text if character > "\x7f") - broken
    return (text, f"encoding: utf-8 with {broken} broken") if whole >= 10 * broken else None


def _guess(raw: bytes, where: str) -> tuple[str, str]:
    """The text and a flag that names the encoding it was taken for."""
    from charset_normalizer import from_bytes

    for sample in (raw[:_SAMPLE], raw):
        found = list(from_bytes(sample, cp_isolation=CANDIDATES))
        if not found:
            continue
        # Where Western and another code page are as likely, an English report is Western.
        western = any("cp1252" in (m.encoding, *m.could_be_from_charset) for m in found if m.chaos <= found[0].chaos)
        name = "cp1252" if western else found[0].encoding
        text = strict(raw, name)
        if text is not None:
            return text, f"encoding guessed: {name}"
    raise InputError(where, "its encoding cannot be told", UTF8_REMEDY)
