"""`callcue writer`: the packaged language model as a server on this machine."""

import os
from typing import Annotated

import typer

from assistant.cli.options import DataOption

PORT = 8766


def writer(
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="Port to listen on.")] = PORT,
    threads: Annotated[int | None, typer.Option("--threads", min=1, help="Cores to use.", show_default="all but one")] = None,
    data: DataOption = None,
) -> None:
    """Run the packaged language model as an OpenAI-compatible server on this machine, until interrupted."""
    from assistant.settings import load_settings
    from models.packaged_writer import serve

    def told(address: str) -> None:
        print(f"The language model answers. For callcue serve: CALLCUE_WRITER_ADDRESS={address}", flush=True)

    serve(load_settings(data=data).data, port, threads or max(1, (os.cpu_count() or 2) - 1), told)
