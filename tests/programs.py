"""Programs that tests need and a machine may lack."""

import shutil

LIBREOFFICE = shutil.which("soffice")
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
