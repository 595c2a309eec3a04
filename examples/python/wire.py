"""Bytes and messages: what docs/protocol.md calls frames and envelopes.

The messages are those of campanile.proto. protoc's descriptor set is read as it is: that works with any release of the protobuf
library, where generated code has to be of the library's own.
"""

from pathlib import Path
from typing import Any, Iterator

from google.protobuf import descriptor_pb2, descriptor_pool, message_factory
from google.protobuf.message import DecodeError

MOST_BYTES = 1024
"""An envelope has no more."""


class Malformed(Exception):
    """The other end sent what is no message."""


class Wire:
    """The types of the messages. `wire.Envelope(...)` makes one; `wire.number("GoodbyeReason", "IDLE")` is a word of an enum."""

    def __init__(self, descriptors: Path) -> None:
        pool = descriptor_pool.DescriptorPool()
        for file in descriptor_pb2.FileDescriptorSet.FromString(descriptors.read_bytes()).file:
            pool.AddSerializedFile(file.SerializeToString())
        envelope = pool.FindMessageTypeByName("campanile.v1.Envelope")
        # Releases from 4.22 on have the first, and those from 5.26 on have the second no more.
        if hasattr(message_factory, "GetMessageClass"):
            self.Envelope: Any = message_factory.GetMessageClass(envelope)
        else:
            self.Envelope = message_factory.MessageFactory(pool).GetPrototype(envelope)
        self._pool = pool

    def number(self, enum: str, word: str) -> int:
        """Of a word, without the name of its enum before it."""
        return self._values(enum).values_by_name[_prefix(enum) + word].number

    def word(self, enum: str, number: int) -> str:
        """The other way round; a number that this release of campanile.proto does not have is its own word."""
        value = self._values(enum).values_by_number.get(number)
        return value.name.removeprefix(_prefix(enum)) if value else str(number)

    def _values(self, enum: str) -> Any:
        return self._pool.FindEnumTypeByName(f"campanile.v1.{enum}")

    def encode(self, envelope: Any) -> bytes:
        """A frame: the length as a varint32, then the envelope."""
        body = envelope.SerializeToString()
        length, prefix = len(body), bytearray()
        while length >= 0x80:
            prefix.append(length & 0x7F | 0x80)
            length >>= 7
        prefix.append(length)
        return bytes(prefix) + body

    def decoder(self) -> "Decoder":
        """One for a connection."""
        return Decoder(self.Envelope)


def _prefix(enum: str) -> str:
    """GoodbyeReason: GOODBYE_REASON_, as enums are written."""
    return "".join("_" + c if c.isupper() else c.upper() for c in enum).lstrip("_") + "_"


class Decoder:
    """Cuts what comes out of a connection into envelopes. It never holds more than one frame and what came behind it."""

    def __init__(self, envelope: Any) -> None:
        self._envelope = envelope
        self._bytes = bytearray()

    def feed(self, data: bytes) -> Iterator[Any]:
        """The envelopes that are complete by now."""
        self._bytes += data
        while (frame := self._next()) is not None:
            try:
                yield self._envelope.FromString(frame)
            except DecodeError as e:
                raise Malformed("bytes that do not decode") from e

    def _next(self) -> bytes | None:
        length = 0
        for i, byte in enumerate(self._bytes[:5]):
            length |= (byte & 0x7F) << 7 * i
            if byte < 0x80:
                if not 0 < length <= MOST_BYTES:
                    raise Malformed(f"a frame of {length} bytes")
                end = i + 1 + length
                if len(self._bytes) < end:
                    return None
                frame = bytes(self._bytes[i + 1 : end])
                del self._bytes[:end]
                return frame
        if len(self._bytes) >= 5:
            raise Malformed("a length that does not end")
        return None
