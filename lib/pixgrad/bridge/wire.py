"""Values as bytes: numbers, strings, arrays and containers by value, everything else by handle.

The format is MessagePack, which carries data and no code. Plain scalars stand for themselves; every other
value is a list that begins with a tag. What comes from a student is rebuilt from scratch: a subclass arrives
as the plain type it derives from, an object as a number by which its own process can be asked about it.
"""

import math
from collections import Counter, deque
from collections.abc import Callable, Iterator, Set
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal

import msgpack
import numpy as np

LARGEST = 256 * 2**20  # bytes of one message
DEEPEST = 40
MOST = 1_000_000  # parts of one message
MOST_KEYS = 10_000  # of a dict or a set
MOST_ALIKE = 50  # keys of one hash; numbers and tuples of them can be chosen so
LONGEST_DTYPE = 16  # characters
SMALL_INT = 2**63
LONGEST_INT = 20_000  # bits of a whole number
KINDS = "biufcUS"  # kinds of arrays that cross by their bytes
# Containers that cross part by part, as what, and how their parts are read whatever a subclass says.
CONTAINERS: tuple[tuple[type, str, Callable[[Any], Iterator[Any]]], ...] = (
    (tuple, "tuple", tuple.__iter__),
    (list, "list", list.__iter__),
    (range, "list", iter),
    (deque, "list", deque.__iter__),
    (Set, "set", iter),
)

Encode = Callable[[Any], list[Any]]
Decode = Callable[[list[Any]], Any]


class Uncarriable(ValueError):
    """A value is too large, too deep or of a kind that does not cross; the message says which."""


class Encoder:
    """From values to what MessagePack can carry.

    Parameters
    ----------
    by_handle : callable
        Called with each object that does not cross by value; returns the tagged list that stands for it.

    Examples
    --------
    >>> encoder, decoder = Encoder(lambda thing: ["h"]), Decoder(lambda tagged: "a handle")
    >>> decoder(encoder((1, [2.5, None], {"x": np.arange(2)}, print)))
    (1, [2.5, None], {'x': array([0, 1])}, 'a handle')
    """

    def __init__(self, by_handle: Encode) -> None:
        self.by_handle = by_handle
        self.parts = 0
        self.size = 0

    def __call__(self, value: Any) -> bytes:
        """The bytes of one value.

        Raises
        ------
        Uncarriable
            If it is too large or nested too deeply.
        """
        self.parts = self.size = 0
        data: bytes = msgpack.packb(self._encode(value, 0), unicode_errors="replace")
        return data

    def _encode(self, value: Any, depth: int) -> Any:
        self._count(depth)
        if value is None or type(value) in (bool, float):
            return value
        if type(value) is int:
            return value if -SMALL_INT <= value < SMALL_INT else self._long(value)
        if type(value) in (str, bytes):
            self._weigh(len(value))
            return value
        return self._tagged(value, depth + 1)

    def _tagged(self, value: Any, depth: int) -> list[Any]:
        if value is ...:
            return ["..."]
        if isinstance(value, np.ndarray):
            return self._array(value, depth)
        if isinstance(value, np.generic):
            return ["scalar", self._array(np.asarray(value), depth)]
        if isinstance(value, np.random.Generator):
            return self._generator(value, depth)
        if isinstance(value, complex):
            return ["complex", value.real, value.imag]
        return self._container(value, depth) or self.by_handle(value)

    def _container(self, value: Any, depth: int) -> list[Any] | None:
        for kind, tag, parts in CONTAINERS:
            if isinstance(value, kind):
                encoded = [self._encode(part, depth) for part in parts(value)]
                return [tag, *(_few(encoded) if tag == "set" else encoded)]
        if isinstance(value, dict):
            pairs = _few([self._encode(part, depth) for pair in dict.items(value) for part in pair], 2)
            return ["dict", *pairs]
        if isinstance(value, str | bytes):
            plain = str.__str__(value) if isinstance(value, str) else bytes.__bytes__(value)
            return ["as", self._encode(plain, depth)]
        if isinstance(value, int):
            return ["as", self._encode(int.__index__(value), depth)]
        if isinstance(value, float):
            return ["as", float.__float__(value)]
        return ["as", self._exact(value)] if isinstance(value, Fraction | Decimal) else None

    def _array(self, array: np.ndarray, depth: int) -> list[Any]:
        array = np.asarray(array)
        array = np.ndarray.view(array, np.ndarray)
        if array.dtype.kind == "O":
            self._weigh(8 * array.size)
            return ["objects", list(array.shape), *(self._encode(each, depth) for each in array.ravel())]
        if array.dtype.kind not in KINDS:
            return self.by_handle(array)
        self._weigh(array.nbytes)
        native = array.astype(array.dtype.newbyteorder("<"), copy=False)
        order: Literal["F", "C"] = "F" if native.flags.fnc else "C"  # whether ravel() copies depends on it
        return ["array", native.dtype.str, list(array.shape), native.tobytes(order), order]

    def _exact(self, value: Fraction | Decimal) -> float:
        try:
            return Fraction.__float__(value) if isinstance(value, Fraction) else Decimal.__float__(value)
        except OverflowError as error:
            raise Uncarriable("a fraction that no float can hold") from error

    def _generator(self, rng: np.random.Generator, depth: int) -> list[Any]:
        state = rng.bit_generator.state
        if state["bit_generator"] != "PCG64":
            return ["rng", self._encode(state, depth)]
        numbers = [state["state"][name].to_bytes(16, "little") for name in ("state", "inc")]
        return ["pcg64", *numbers, state["has_uint32"], state["uinteger"]]

    def _long(self, value: int) -> list[Any]:
        if value.bit_length() > LONGEST_INT:
            raise Uncarriable("a whole number of more than 6,000 digits")
        return ["int", hex(value)]

    def _count(self, depth: int) -> None:
        self.parts += 1
        if depth > DEEPEST:
            raise Uncarriable("a value that is nested too deeply")
        if self.parts > MOST:
            raise Uncarriable(f"a value of more than {MOST:,} parts")

    def _weigh(self, size: int) -> None:
        self.size += size
        if self.size > LARGEST // 2:
            raise Uncarriable(f"a value of more than {LARGEST // 2**21} MiB")


class Decoder:
    """From what `Encoder` wrote to fresh plain values.

    Parameters
    ----------
    handle : callable
        Called with the tagged list of each value that crossed by handle.
    """

    def __init__(self, handle: Decode) -> None:
        self.handle = handle
        self.parts = 0

    def __call__(self, data: bytes) -> Any:
        """The value that some bytes stand for.

        Raises
        ------
        Uncarriable
            If they are not what `Encoder` writes.
        """
        self.parts = 0
        try:
            return self._decode(self._unpacked(data), 0)
        except Uncarriable:
            raise
        except (ValueError, TypeError, KeyError, IndexError, OverflowError, RecursionError) as error:
            raise Uncarriable(f"a message that breaks the format ({type(error).__name__})") from error
        except msgpack.exceptions.UnpackException as error:
            raise Uncarriable("a message that breaks the format") from error

    def _unpacked(self, data: bytes) -> Any:
        """The lists of a message, which is given up before more of them exist than a message may have."""
        count = 0

        def add(found: list[Any]) -> list[Any]:
            nonlocal count
            count += 1 + len(found)
            if count > 6 * MOST:
                raise Uncarriable("a message that has too many parts")
            return found

        limits = {"max_array_len": 3 * MOST, "max_map_len": 0, "max_ext_len": 0}
        return msgpack.unpackb(data, unicode_errors="replace", list_hook=add, **limits)

    def _decode(self, data: Any, depth: int) -> Any:
        self.parts += 1
        if depth > 2 * DEEPEST or self.parts > 3 * MOST:
            raise Uncarriable("a message that is nested too deeply or has too many parts")
        if not isinstance(data, list):
            if data is not None and type(data) not in (bool, int, float, str, bytes):
                raise Uncarriable("a message that breaks the format")
            return data
        tag, *parts = data
        return getattr(self, READERS.get(tag, "_by_handle"))(data, parts, depth + 1)

    def _all(self, parts: list[Any], depth: int) -> list[Any]:
        return [self._decode(part, depth) for part in parts]

    def _by_handle(self, data: list[Any], parts: list[Any], depth: int) -> Any:
        return self.handle(data)

    def _dots(self, data: list[Any], parts: list[Any], depth: int) -> Any:
        return ...

    def _int(self, data: list[Any], parts: list[Any], depth: int) -> int:
        if len(parts[0]) > LONGEST_INT:
            raise Uncarriable("a whole number that is too long")
        return int(parts[0], 16)

    def _complex(self, data: list[Any], parts: list[Any], depth: int) -> complex:
        return complex(float(parts[0]), float(parts[1]))

    def _as(self, data: list[Any], parts: list[Any], depth: int) -> Any:
        return self._decode(parts[0], depth)

    def _tuple(self, data: list[Any], parts: list[Any], depth: int) -> tuple[Any, ...]:
        return tuple(self._all(parts, depth))

    def _list(self, data: list[Any], parts: list[Any], depth: int) -> list[Any]:
        return self._all(parts, depth)

    def _set(self, data: list[Any], parts: list[Any], depth: int) -> set[Any]:
        return set(_apart(_few(self._all(parts, depth))))

    def _dict(self, data: list[Any], parts: list[Any], depth: int) -> dict[Any, Any]:
        values = self._all(parts, depth)
        return dict(zip(_apart(_few(values[::2])), values[1::2], strict=True))

    def _array(self, data: list[Any], parts: list[Any], depth: int) -> np.ndarray:
        dtype, shape, content = np.dtype(str(parts[0])[:LONGEST_DTYPE]), _shape(parts[1]), parts[2]
        if dtype.kind not in KINDS or (dtype.itemsize == 0 and math.prod(shape) > MOST):
            raise Uncarriable("an array of a kind that does not cross")
        if math.prod(shape) * dtype.itemsize != len(content):
            raise Uncarriable("an array whose shape does not fit its content")
        if dtype.itemsize == 0:
            return np.zeros(shape, dtype)
        order: Literal["C", "F"] = "F" if parts[3:] == ["F"] else "C"
        return np.frombuffer(bytearray(content), dtype).reshape(shape, order=order)

    def _objects(self, data: list[Any], parts: list[Any], depth: int) -> np.ndarray:
        shape = _shape(parts[0])
        if math.prod(shape) != len(parts) - 1:
            raise Uncarriable("an array whose shape does not fit its content")
        array = np.empty(len(parts) - 1, dtype=object)
        for place, part in enumerate(parts[1:]):
            array[place] = self._decode(part, depth)
        return array.reshape(shape)

    def _scalar(self, data: list[Any], parts: list[Any], depth: int) -> Any:
        return self._decode(parts[0], depth)[()]

    def _rng(self, data: list[Any], parts: list[Any], depth: int) -> np.random.Generator:
        state = self._decode(parts[0], depth)
        kinds = {"PCG64": np.random.PCG64, "PCG64DXSM": np.random.PCG64DXSM, "MT19937": np.random.MT19937}
        bits = kinds[state["bit_generator"]]()
        bits.state = state
        return np.random.Generator(bits)

    def _pcg64(self, data: list[Any], parts: list[Any], depth: int) -> np.random.Generator:
        """The generator of `numpy.random.default_rng`, of which hundreds cross to look at what is drawn."""
        state, inc = (int.from_bytes(part, "little") for part in parts[:2])
        bits = np.random.PCG64(0)
        bits.state = {
            "bit_generator": "PCG64",
            "state": {"state": state, "inc": inc},
            "has_uint32": parts[2],
            "uinteger": parts[3],
        }
        return np.random.Generator(bits)


READERS = {
    "...": "_dots",
    "int": "_int",
    "complex": "_complex",
    "as": "_as",
    "tuple": "_tuple",
    "list": "_list",
    "set": "_set",
    "dict": "_dict",
    "array": "_array",
    "objects": "_objects",
    "scalar": "_scalar",
    "rng": "_rng",
    "pcg64": "_pcg64",
}


def _few(parts: list[Any], parts_a_key: int = 1) -> list[Any]:
    """The parts of a dict or a set, if they are not too many."""
    if len(parts) > parts_a_key * MOST_KEYS:
        raise Uncarriable(f"a dict or a set of more than {MOST_KEYS:,} keys")
    return parts


def _apart(keys: list[Any]) -> list[Any]:
    """The keys of a dict or a set, if they are not made to be compared with each other again and again."""
    if keys and max(Counter(map(hash, keys)).values()) > MOST_ALIKE:
        raise Uncarriable("a dict or a set whose keys collide")
    return keys


def _shape(shape: Any) -> tuple[int, ...]:
    if not isinstance(shape, list) or len(shape) > 32 or not all(type(n) is int and n >= 0 for n in shape):
        raise Uncarriable("an array without a proper shape")
    return tuple(shape)
