"""Read a file and print what it says: `python -m tracker.reading FILE`."""

import json
import sys
from pathlib import Path

from tracker.reading import as_json, read

for name in sys.argv[1:]:
    path = Path(name)
    data = as_json(read(path.read_text(encoding="utf-8")), file=path.name)
    sys.stdout.write(json.dumps(data, ensure_ascii=False, indent=1) + "\n")
