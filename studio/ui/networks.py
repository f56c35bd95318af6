"""The networks that this machine is in, the one that a phone is most likely in, too, first."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtNetwork import QAbstractSocket, QNetworkInterface

_Flag = QNetworkInterface.InterfaceFlag
_Type = QNetworkInterface.InterfaceType
_OF_PROGRAMS = ("br-", "docker", "lxc", "podman", "tap", "tun", "utun", "vbox", "veth", "virbr", "vmnet", "wg", "zt")
"""How the interfaces are called that virtual machines, containers and tunnels make: no phone is there."""
_LIKELY = {_Type.Wifi: 0, _Type.Ethernet: 1}


@dataclass(frozen=True, slots=True)
class Network:
    """One network: what the system calls the way there, and this machine's address in it."""

    name: str
    address: str
    likely: int = 2


def networks() -> list[Network]:
    """Return the networks that this machine is in now."""
    found = []
    for interface in QNetworkInterface.allInterfaces():
        flags = interface.flags()
        if flags & _Flag.IsRunning and not flags & (_Flag.IsLoopBack | _Flag.IsPointToPoint):
            for entry in interface.addressEntries():
                if entry.ip().protocol() == QAbstractSocket.NetworkLayerProtocol.IPv4Protocol:
                    likely = _LIKELY.get(interface.type(), 2)
                    found.append(Network(interface.humanReadableName(), entry.ip().toString(), likely))
    return ranked(found)


def ranked(found: Iterable[Network]) -> list[Network]:
    """Return those that a phone may be in: private ones, Wi-Fi before cables before the rest."""
    there = [one for one in found if not one.name.lower().startswith(_OF_PROGRAMS) and _is_private(one.address)]
    return sorted(there, key=lambda one: (one.likely, one.name, one.address))


def _is_private(text: str) -> bool:
    """Tell addresses of a home or an office from those that the whole world reaches, or nobody."""
    address = ipaddress.ip_address(text)
    return address.is_private and not (address.is_loopback or address.is_link_local or address.is_unspecified)
