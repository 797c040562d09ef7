"""Reads a checkpoint as docs/run-folder.md describes it, with the standard library alone: a program apart from the lab."""
import hashlib
import json
import struct
import sys

content = open(sys.argv[1], "rb").read()
(length,) = struct.unpack("<Q", content[:8])
header = json.loads(content[8 : 8 + length])
data = content[8 + length :]
metadata = header.pop("__metadata__")
checkpoint = metadata["checkpoint"].encode()
assert hashlib.sha256(checkpoint + data).hexdigest() == metadata["sha256"]
tensors = {}
for name, entry in header.items():
    start, end = entry["data_offsets"]
    letter = {"F32": "f", "U32": "I"}[entry["dtype"]]
    tensors[name] = struct.unpack(f"<{(end - start) // 4}{letter}", data[start:end])
print(json.dumps({"checkpoint": json.loads(checkpoint), "tensors": tensors}))
