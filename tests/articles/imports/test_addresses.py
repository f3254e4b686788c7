"""Which addresses are of the open internet: nobody turns the bot against its own house."""

from ipaddress import IPv4Address, IPv6Address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.articles.imports.addresses import is_open

CLOSED = (
    "0.0.0.0 10.1.2.3 100.64.0.1 100.100.100.200 127.0.0.1 127.255.255.254 168.63.129.16 "
    "169.254.169.254 172.16.0.1 172.31.255.255 192.0.0.1 192.0.2.1 192.88.99.1 192.168.1.1 "
    "198.18.0.1 198.51.100.1 203.0.113.1 224.0.0.1 239.1.1.1 240.0.0.1 255.255.255.255 "
    ":: ::1 ::127.0.0.1 ::ffff:127.0.0.1 ::ffff:8.8.8.8 ::ffff:0:127.0.0.1 64:ff9b::127.0.0.1 "
    "64:ff9b::169.254.169.254 64:ff9b:1::1 100::1 2001::1 2001:0:4136:e378:8000:63bf:3fff:fdd2 "
    "2001:10::1 2001:db8::1 2002:7f00:1:: 2002:a9fe:a9fe::1 3fff::1 5f00::1 fc00::1 fd00:ec2::254 "
    "fe80::1 fe80::1%eth0 fec0::1 ff02::1 2a00:1450::1%1"
).split()
OPEN = "8.8.8.8 1.1.1.1 93.184.216.34 2a00:1450:4007::1 2606:4700::1111 64:ff9b::8.8.8.8".split()


@pytest.mark.parametrize("address", CLOSED)
def test_what_is_not_of_the_open_internet_is_closed(address: str) -> None:
    assert not is_open(address)


@pytest.mark.parametrize("address", OPEN)
def test_the_open_internet_is_open(address: str) -> None:
    assert is_open(address)


@pytest.mark.parametrize("text", ["", "localhost", "127.1", "0x7f.1", "2130706433", "1.2.3.4.5"])
def test_what_is_no_address_is_closed(text: str) -> None:
    assert not is_open(text)


@given(st.ip_addresses(v=4), st.sampled_from(["::ffff:", "64:ff9b::", "::"]))
def test_an_address_within_another_is_never_more_open_than_alone(
    inner: IPv4Address, prefix: str
) -> None:
    assert is_open(str(inner)) or not is_open(f"{prefix}{inner}")


@given(st.ip_addresses(v=6))
def test_an_open_address_is_global(address: IPv6Address) -> None:
    embedded = address.sixtofour or address.ipv4_mapped or address.teredo

    assert not is_open(str(address)) or (address.is_global and not embedded)
