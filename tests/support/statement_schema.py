"""The JSON Schema of statements, and what does not fit it."""

import slakit as sk

SCHEMA = sk.Statement.json_schema()


def faults(data):
    """What a validator finds."""
    from jsonschema import Draft202012Validator

    found = Draft202012Validator(SCHEMA).iter_errors(data)
    return [f"{'/'.join(map(str, error.path))}: {error.message[:80]}" for error in found]


def undescribed(data, schema=SCHEMA):
    """The keys of JSON of which the schema says nothing."""
    options = [_opened(one) for one in _opened(schema).get("anyOf", [schema])]
    if isinstance(data, list):
        shape = next((one for one in options if "items" in one), {})
        shapes = shape.get("prefixItems") or [shape.get("items", {})] * len(data)
        return {key for part, inner in zip(data, shapes, strict=True) for key in undescribed(part, inner)}
    if not isinstance(data, dict) or any("additionalProperties" in one for one in options):
        return set()
    described = next((one["properties"] for one in options if "properties" in one), {})
    inner = (undescribed(value, described[key]) for key, value in data.items() if key in described)
    return {key for key in data if key not in described}.union(*inner)


def _opened(schema):
    return SCHEMA["$defs"][schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema
