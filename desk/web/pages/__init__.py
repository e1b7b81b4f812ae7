"""The pages of the desk: what each module `…_page` declares."""

from importlib import import_module
from pkgutil import iter_modules

from desk.web.frame.doors import declared_routes

for module in iter_modules(__path__):
    if module.name.endswith("_page"):
        import_module(f"{__name__}.{module.name}")
ROUTES = declared_routes()
