"""Every public name, those of the families of `slakit` as well: what a repr is read back with."""

from types import ModuleType

import slakit as sk

TOP = {name: getattr(sk, name) for name in sk.__all__}
FAMILIES = {
    name: {word: part for word, part in vars(family).items() if word[0] != "_" and getattr(part, "__module__", "").startswith("slakit")}
    for name, family in TOP.items()
    if isinstance(family, ModuleType) and name != "testing"  # whose names are loaded one by one, and are in no repr
}
NAMES = TOP | {word: part for family in FAMILIES.values() for word, part in family.items()}
