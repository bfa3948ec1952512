"""Files as people hand them in, and as they should not be."""

from __future__ import annotations

import zlib


def pdf(*pages: str, streams: tuple[bytes, ...] = (), trailer: bytes = b"") -> bytes:
    """A PDF with a page for each text, and for each of the streams, which are drawn as they are."""
    drawn = [*(b"BT /F1 12 Tf 72 700 Td (" + page.encode() + b") Tj ET" for page in pages), *streams]
    kids = b" ".join(b"%d 0 R" % (4 + 2 * number) for number in range(len(drawn)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [" + kids + b"] /Count %d >>" % len(drawn),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for number, stream in enumerate(drawn):
        packed = zlib.compress(stream, 9)
        objects += [
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >>"
            b" /Contents %d 0 R >>" % (5 + 2 * number),
            b"<< /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (len(packed), packed),
        ]
    return assembled(objects, trailer)


def assembled(objects: list[bytes], trailer: bytes = b"") -> bytes:
    """Objects, numbered from 1, as a file with the table that tells where each begins."""
    file, places = b"%PDF-1.4\n", list[int]()
    for number, body in enumerate(objects, start=1):
        places.append(len(file))
        file += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    table += b"".join(b"%010d 00000 n \n" % place for place in places)
    root = b"trailer\n<< /Size %d /Root 1 0 R %s >>\n" % (len(objects) + 1, trailer)
    return file + table + root + b"startxref\n%d\n%%%%EOF\n" % len(file)
