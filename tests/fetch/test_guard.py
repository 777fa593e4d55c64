"""Rows 1 to 27, 37, 38 of the hostile inputs: which addresses are refused before a socket is opened."""

from __future__ import annotations

import pytest

from factcheck.domain.captures import Why
from factcheck.fetch.guard import GuardError, check_addresses, check_url, parse_networks


def refused(url: str) -> GuardError:
    with pytest.raises(GuardError) as error:
        check_url(url)
    assert "\n" not in error.value.reason
    assert error.value.reason.endswith(".")
    return error.value


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "LOCALHOST.", "127.127.127.127"])
def test_row_01_loopback_is_refused_without_naming_an_address(host: str) -> None:
    assert refused(f"http://{host}/").reason == "This address is not on the public internet, so it is not fetched."


@pytest.mark.parametrize("url", ["http://0.0.0.0/", "http://0/", "http://[::]/"])
def test_row_02_the_unspecified_address_is_refused(url: str) -> None:
    refused(url)


@pytest.mark.parametrize("host", ["127.1", "127.0.1", "0x7f.1", "0177.1"])
def test_row_03_short_forms_are_refused(host: str) -> None:
    assert "another notation" in refused(f"http://{host}/").reason


@pytest.mark.parametrize("host", ["2130706433", "0x7f000001", "2852039166", "0xa9fea9fe", "0x"])
def test_row_04_whole_numbers_are_refused(host: str) -> None:
    refused(f"http://{host}/")


@pytest.mark.parametrize("host", ["0177.0.0.1", "00000177.0.0.1", "0251.0376.0251.0376", "1.1.1.256"])
def test_row_05_octal_is_refused(host: str) -> None:
    refused(f"http://{host}/")


@pytest.mark.parametrize("netloc", ["127.0.0.1.:80", "127.0.0.1:00080", "1.1.1.1."])
def test_row_06_dots_and_zeros_are_refused(netloc: str) -> None:
    refused(f"http://{netloc}/")


@pytest.mark.parametrize("host", ["169.254.169.254", "169.254.170.2"])
def test_row_07_metadata_is_refused(host: str) -> None:
    refused(f"http://{host}/latest/meta-data/")
    with pytest.raises(GuardError):
        check_addresses([host])


@pytest.mark.parametrize("host", ["100.100.100.200", "168.63.129.16"])
def test_row_08_cloud_addresses_outside_the_private_ranges_are_refused(host: str) -> None:
    refused(f"http://{host}/")


@pytest.mark.parametrize(
    "host",
    ["10.0.0.5", "172.31.255.255", "192.168.1.1", "198.18.0.1", "203.0.113.1", "224.0.0.1", "255.255.255.255"],
)
def test_row_09_private_and_special_ranges_are_refused(host: str) -> None:
    refused(f"http://{host}/")


@pytest.mark.parametrize("host", ["[::1]", "[0000::1]", "[fe80::1%25lo]", "[::1%25lo]", "[fe80::1]"])
def test_row_10_ipv6_loopback_and_zones_are_refused(host: str) -> None:
    refused(f"http://{host}/")


@pytest.mark.parametrize("host", ["[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::ffff:169.254.169.254]", "[::127.0.0.1]"])
def test_row_11_mapped_addresses_are_refused(host: str) -> None:
    refused(f"http://{host}/")


@pytest.mark.parametrize("host", ["[64:ff9b::7f00:1]", "[64:ff9b:1::7f00:1]"])
def test_row_12_translated_addresses_are_refused(host: str) -> None:
    refused(f"http://{host}/")


@pytest.mark.parametrize(
    "host",
    ["[2002:7f00:1::]", "[2001:0:4136::1]", "[fec0::1]", "[fd00:ec2::254]", "[ff02::1]", "[5f00::1]", "[3fff::1]"],
)
def test_row_13_tunnels_and_local_ipv6_are_refused(host: str) -> None:
    refused(f"http://{host}/")


@pytest.mark.parametrize("host", ["①②⑦.⓪.⓪.①", "１２７.０.０.１", "ⓛⓞⓒⓐⓛⓗⓞⓢⓣ"])
def test_row_14_look_alike_digits_and_letters_are_refused(host: str) -> None:
    refused(f"http://{host}/")


def test_row_15_ideographic_dots_are_refused() -> None:
    refused("http://127。0。0。1/")


@pytest.mark.parametrize("url", ["http://user:pw@127.0.0.1/", "http://public.test@127.0.0.1/", "http://a@public.test/"])
def test_row_16_credentials_are_refused(url: str) -> None:
    assert "user name" in refused(url).reason


@pytest.mark.parametrize("url", ["http://127.0.0.1\\@public.test/", "http://public.test\\@127.0.0.1/"])
def test_row_17_backslashes_are_refused(url: str) -> None:
    assert "backslash" in refused(url).reason


def test_row_18_spaces_inside_are_refused() -> None:
    refused("http://1.1.1.1 &@127.0.0.1# @93.184.216.34/")


def test_row_19_what_stands_behind_the_authority_does_not_count() -> None:
    refused("http://127.0.0.1#@public.test/")
    refused("http://127.0.0.1?@public.test/")
    target = check_url("http://public.test#@127.0.0.1/")
    assert (target.host, target.path) == ("public.test", "/")


@pytest.mark.parametrize(
    "authority", ["127.0.0.1%2f@public.test", "127.0.0.1%00.public.test", "public.test%0d%0aX-Evil:1"]
)
def test_row_20_percent_signs_in_the_host_are_refused(authority: str) -> None:
    refused(f"http://{authority}/")


@pytest.mark.parametrize("inner", ["\t", "\r", "\n", "\0", "\r\n", "\u2028", "\x85"])
def test_row_21_control_characters_are_refused(inner: str) -> None:
    refused(f"http://public.test/a{inner}b")
    refused(f"http://pub{inner}lic.test/")
    refused(" http://public.test/")


@pytest.mark.parametrize(
    "url", ["http:127.0.0.1/", "http:/127.0.0.1/", "http:///127.0.0.1/", "//127.0.0.1/", "public.test", ""]
)
def test_row_22_half_addresses_are_refused(url: str) -> None:
    refused(url)


@pytest.mark.parametrize("url", ["http://[www.google.com]/", "http://a[b/", "https://[0::0::0]", "http://[::1]x/"])
def test_row_23_what_cannot_be_split_is_refused(url: str) -> None:
    refused(url)


@pytest.mark.parametrize("port", ["8080", "22", "6379", "0", "65536", "abc", "", "٨٠"])
def test_row_24_other_ports_are_refused(port: str) -> None:
    refused(f"http://public.test:{port}/")
    assert check_url("http://public.test:8080/", extra_ports=(8080,)).netloc == "public.test:8080"


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "FILE:///etc/passwd",
        "data:text/html,x",
        "ftp://public.test/",
        "gopher://localhost:25/_MAIL%20FROM",
        "dict://public.test/",
        "jar:http://public.test/!/",
        "ldap://public.test/",
        "tftp://public.test/",
        "netdoc:///etc/passwd",
        "javascript:alert(1)",
        "view-source:http://public.test/",
        "blob:http://public.test/1",
        "vbscript:x",
    ],
)
def test_row_25_other_schemes_are_refused(url: str) -> None:
    assert refused(url).reason == "Only http and https addresses are fetched."


@pytest.mark.parametrize("answer", ["10.1.2.3", "::ffff:127.0.0.1", "0.0.0.0", "64:ff9b::7f00:1", "fe80::1%2", "x"])  # noqa: S104 - refused here
def test_row_26_names_that_lead_inside_are_refused(answer: str) -> None:
    with pytest.raises(GuardError) as error:
        check_addresses([answer])
    assert error.value.why is Why.INSIDE
    assert answer not in error.value.reason or answer == "x"


@pytest.mark.parametrize("answers", [["93.184.216.34", "127.0.0.1"], ["127.0.0.1", "93.184.216.34"]])
def test_row_27_one_inside_answer_refuses_the_name(answers: list[str]) -> None:
    with pytest.raises(GuardError):
        check_addresses(answers)


def test_row_37_own_pages_are_refused() -> None:
    with pytest.raises(GuardError) as error:
        check_url("https://desk.example.org/p/1", own_hosts={"desk.example.org"})
    assert error.value.why is Why.OWN


def test_row_38_long_addresses_are_refused_before_they_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object, **__: object) -> bytes:
        raise AssertionError("a long address must not reach IDNA")

    monkeypatch.setattr("factcheck.fetch.guard.idna.encode", never)
    refused("http://" + "a" * 10_000_000 + ".test/")
    refused("http://" + "ä." * 389 + "test/")


def test_a_public_name_is_kept_in_both_spellings() -> None:
    target = check_url("https://Bücher.example/ä?q=ö&p=%C3%B6")
    assert (target.host, target.shown) == ("xn--bcher-kva.example", "bücher.example")
    assert target.path == "/%C3%A4?q=%C3%B6&p=%C3%B6"


def test_names_that_real_sites_use_against_the_rules_are_read() -> None:
    assert check_url("https://my_site.example.com/").host == "my_site.example.com"


def test_public_addresses_pass() -> None:
    assert check_url("http://[2606:4700::1111]/").netloc == "[2606:4700::1111]"
    assert [str(one) for one in check_addresses(["93.184.216.34", "2606:4700::1111", "::ffff:93.184.216.34"])] == [
        "93.184.216.34",
        "2606:4700::1111",
    ]


def test_an_allowed_network_opens_itself_and_nothing_else() -> None:
    allow = parse_networks(["127.0.0.0/8"])
    assert check_url("http://127.0.0.1/", allow=allow).host == "127.0.0.1"
    with pytest.raises(GuardError):
        check_url("http://10.0.0.1/", allow=allow)


@pytest.mark.parametrize("net", ["64:ff9b::/96", "2002::/16", "::/0", "2001::/32", "::ffff:0:0/96"])
def test_networks_that_stand_for_others_cannot_be_allowed(net: str) -> None:
    with pytest.raises(ValueError, match="stand for IPv4"):
        parse_networks([net])
