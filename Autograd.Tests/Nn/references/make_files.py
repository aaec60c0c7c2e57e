"""Writes the files of arrays beside itself: those of NumPy, and a safetensors file from its specification alone. Needs NumPy."""
import json
import struct
from pathlib import Path

import numpy as np

here = Path(__file__).parent
matrix, vector, scalar, nothing = np.arange(6.0).reshape(2, 3) / 7, np.array([1.5, -2.0, np.inf]), np.array(-0.25), np.zeros((2, 0))
np.save(here / "matrix.npy", matrix)
np.save(here / "vector.npy", vector.astype(np.float32))
np.save(here / "scalar.npy", scalar)
np.save(here / "nothing.npy", nothing)
np.save(here / "fortran.npy", np.asfortranarray(matrix))
np.save(here / "big.npy", matrix.astype(">f4"))
np.save(here / "whole.npy", np.array([[1, -2], [3, 40000]], dtype=np.int32))
np.savez(here / "plain.npz", matrix=matrix, vector=vector)
np.savez_compressed(here / "compressed.npz", matrix=matrix, vector=vector)

header, data = {"__metadata__": {"made": "by hand"}}, b""
for name, array in (("0.weight", matrix), ("0.bias", vector), ("nothing", nothing), ("scalar", scalar)):
    raw = array.astype("<f8").tobytes()
    header[name] = {"dtype": "F64", "shape": list(array.shape), "data_offsets": [len(data), len(data) + len(raw)]}
    data += raw
text = json.dumps(header, separators=(",", ":")).encode()
text += b" " * (-len(text) % 8)
(here / "model.safetensors").write_bytes(struct.pack("<q", len(text)) + text + data)
halves = struct.pack("<4H", 0x3C00, 0xC000, 0x3F80, 0xC020)  # 1, -2 in halves; 1, -2.5 in brain floats
header = {"half": {"dtype": "F16", "shape": [2], "data_offsets": [0, 4]}, "brain": {"dtype": "BF16", "shape": [2], "data_offsets": [4, 8]}}
text = json.dumps(header).encode()
(here / "halves.safetensors").write_bytes(struct.pack("<q", len(text)) + text + halves)
