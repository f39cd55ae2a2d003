"""`callcue devices`: what can be heard on this machine."""

from assistant.cli.options import DataOption, JsonOption
from assistant.cli.output import print_json, print_table


def devices(data: DataOption = None, as_json: JsonOption = False) -> None:
    """List what can be heard on this machine."""
    from audio.devices import list_devices

    found = list_devices()
    if as_json:
        print_json([{"name": device.name, "default": device.default} for device in found])
    elif found:
        print_table(("name", ""), [(device.name, "default" if device.default else "") for device in found])
    else:
        print("No microphone was found. Plug one in, or allow this program to use it.")
