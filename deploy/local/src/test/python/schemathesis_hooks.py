"""What the property-based test of the API needs to know beyond the description."""

import schemathesis


@schemathesis.serializer("application/offset+octet-stream", "application/partial-upload", "*/*")
def serialize_bytes(context, value):
    """Chunks of an upload are bytes."""
    return value if isinstance(value, (bytes, str)) else str(value).encode()


@schemathesis.hook
def filter_case(context, case):
    """Leaves out what is no malformed request here, though the description does not show it."""
    return not (leaves_out_members(case.body) or leaves_out_parameters(case.query))


def leaves_out_members(body):
    """A member that is null is one that is not there, as many libraries write it."""
    return isinstance(body, dict) and None in body.values()


def leaves_out_parameters(query):
    """So is a parameter without a value."""
    return "" in (query or {}).values()
