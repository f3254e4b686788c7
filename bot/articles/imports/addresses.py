"""Which addresses the bot may connect to on somebody's behalf: those of the open internet.

Whoever may add an article by its address could otherwise have the bot read what only the machine
it runs on can reach: other programs, other machines of the house, the keys of a cloud.
"""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

# Beside what every version of Python calls private: the tables of older ones lack some of these.
CLOSED_V4 = tuple(
    map(
        IPv4Network,
        (
            *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16"),
            *("172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16"),
            *("198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4"),
            # Azure answers its own machines there, with what they are.
            "168.63.129.16/32",
        ),
    )
)
# All that is given out to the internet lies in here.
OPEN_V6 = IPv6Network("2000::/3")
CLOSED_V6 = tuple(
    map(
        IPv6Network,
        # Protocols (Teredo and ORCHID among them), documentation, 6to4.
        ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"),
    )
)
# A network without IPv4 reaches it through these: the last four bytes say whom.
NAT64 = IPv6Network("64:ff9b::/96")


def is_open(address: str) -> bool:
    """Tell whether `address`, an IPv4 or IPv6 address as text, is one of the open internet.

    An IPv4 address within an IPv6 one counts as what it is. What is no address is not open.
    """
    try:
        parsed = ip_address(address)
    except ValueError:
        return False
    return _is_open_v4(parsed) if isinstance(parsed, IPv4Address) else _is_open_v6(parsed)


def _is_open_v4(address: IPv4Address) -> bool:
    return (
        address.is_global
        and not address.is_multicast
        and not any(address in network for network in CLOSED_V4)
    )


def _is_open_v6(address: IPv6Address) -> bool:
    if address.scope_id is not None:
        return False
    if address in NAT64:
        return _is_open_v4(IPv4Address(int(address) & 0xFFFF_FFFF))
    return (
        address in OPEN_V6
        and address.is_global
        and not any(address in network for network in CLOSED_V6)
    )
