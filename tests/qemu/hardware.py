"""Captured machines that a real kernel shows again: rigcheck must see and say there what it does of the capture."""
import json


# By capture of tests/machines: what is wrong with it, and part of what the person is told to do. Empty: nothing is.
PLANTED = {
    "new-build": {"pcie.gpu-width": "", "memory.single-channel": ""},
    "pcie-two-cards-x8": {},
    "pcie-idle-nvidia": {},
    "pcie-navi-x470": {},
    "pcie-nvme-x2": {"pcie.nvme-link": ""},
    "pcie-healthy-x16": {},
    "ram-one-stick": {"memory.single-channel": ""},
    "ram-healthy-dual": {},
    "drivers-unknown-nic": {"drivers.missing": ""},
    "sensors-healthy-asus": {},
    "sensors-cpu-fan-stopped": {"sensors.fan-stopped": ""},
    "sensors-cpu-hot-idle": {"sensors.cpu-temperature": ""},
    "storage-vmd-unbound": {"storage.hidden-drive": ""},
}
# Areas of which the capture holds all that counts; the rest is the guest's own.
AREAS = ("pcie", "memory", "sensors", "storage", "drivers")
# Half a gigabyte of memory is less than any card has.
OF_THE_GUEST = {"memory.vs-vram"}


def _said(findings):
    """What is wrong and with which part, without the domain in which the modules show it."""
    return {(finding["id"], finding["subject"].replace("0001:", "0000:")) for finding in findings
            if finding["id"] not in OF_THE_GUEST}


def _case(name, planted):
    def case(bench):
        seen = bench.captured(name).look()
        expected = {each for each in _said(bench.said_of_capture(name)) if each[0].split(".")[0] in AREAS}
        assert {identity for identity, _ in expected} == set(planted), expected
        assert _said(seen.failing()) == expected, (_said(seen.failing()), expected)
        for finding in seen.failing():
            action = planted.get(finding["id"], "")
            assert action in json.dumps(finding["actions"]), finding["actions"]
        elsewhere = seen.failing_elsewhere()
        assert _said(elsewhere) == expected, (_said(elsewhere), expected)
    case.__name__ = name.replace("-", "_")
    return case


CASES = [_case(name, planted) for name, planted in PLANTED.items()]
