"""Memory that is free goes back to the system. The one file that knows the C library."""


def give_back() -> None:
    """Give memory that was freed back, where the C library keeps it for later: glibc does.

    What was read in small pieces is freed as holes between others, and would stay this process's.
    """
    # Most starts free nothing large.
    import ctypes  # noqa: PLC0415

    try:
        trim = ctypes.CDLL(None).malloc_trim
    except (AttributeError, OSError, TypeError):
        # Other systems have no such function, or no such library.
        return
    trim(0)
