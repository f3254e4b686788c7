"""Addresses of web pages, checked as browsers read them. The one file that knows pydantic_core."""


def web_address(text: object) -> str:
    """Return an address of http or https in the form in which browsers write it.

    Raises ValueError, which says what is wrong and does not hold the text.
    """
    # It takes 40 ms to load, and most starts check no address.
    from pydantic_core import SchemaValidator, ValidationError, core_schema  # noqa: PLC0415

    schema = core_schema.url_schema(max_length=2083, allowed_schemes=["http", "https"])
    try:
        return str(SchemaValidator(schema).validate_python(text))
    except ValidationError as error:
        (first,) = error.errors(include_input=False, include_url=False)
        raise ValueError(first["msg"]) from None
