"""`callcue webhooks`: who is told of approved notes, what has arrived, and a secret to sign it with."""

from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.options import DataOption, JsonOption, opened_store
from assistant.cli.output import print_json, print_table

if TYPE_CHECKING:
    from assistant.store.out import Delivery

webhooks = typer.Typer(help="Webhooks: who is told of approved notes, and what has arrived.", invoke_without_command=True)

DAYS = "%Y-%m-%d %H:%M UTC"


@webhooks.callback()
def _webhooks(context: typer.Context, data: DataOption = None, as_json: JsonOption = False) -> None:
    if context.invoked_subcommand is None:
        list_(data, as_json)


@webhooks.command("list")
def list_(data: DataOption = None, as_json: JsonOption = False) -> None:
    """List the webhooks of webhooks.yaml in the data folder, and what was to be sent, newest first."""
    from assistant.export.webhooks import FILE, load_webhooks
    from assistant.settings import load_settings

    settings = load_settings(data=data)
    hooks = load_webhooks(settings.data)
    with opened_store(settings.data) as store:
        found = store.out.deliveries()
    if as_json:
        listed = [hook.model_dump(mode="json", exclude={"secret"}) for hook in hooks]
        print_json({"webhooks": listed, "deliveries": [one.model_dump(mode="json") | {"state": one.state} for one in found]})
        return
    for hook in hooks:
        print(f"{hook.name}: {hook.url}")
    if not hooks:
        print(f"No webhooks. {settings.data / FILE} names them; docs/exports.md says how.")
    if found:
        print()
        print_table(("call", "to", "state", "attempts", "next or last", "what went wrong"), [_row(one) for one in found])


@webhooks.command("secret")
def secret(as_json: JsonOption = False) -> None:
    """Make a secret: it goes into webhooks.yaml, and to whoever receives."""
    from assistant.export.webhooks import new_secret

    made = new_secret()
    if as_json:
        print_json({"secret": made})
    else:
        print(made)


@webhooks.command("test")
def try_(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A webhook of webhooks.yaml.", show_default=False)],
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Send a signed message of the type webhook.test, without any call in it, and say how it was answered."""
    import asyncio
    import json
    import secrets

    from assistant.export.courier import NotTaken, post, utc_now
    from assistant.export.webhooks import FILE, load_webhooks
    from assistant.settings import load_settings
    from audio.problem import Problem

    settings = load_settings(data=data)
    hook = next((hook for hook in load_webhooks(settings.data) if hook.name == name), None)
    if hook is None:
        raise Problem("unknown-webhook", f"There is no webhook {name!r} in {settings.data / FILE}.", "See: callcue webhooks")
    now = utc_now()
    body = json.dumps({"type": "webhook.test", "timestamp": f"{now.isoformat(timespec='seconds')}Z", "data": {}})
    try:
        asyncio.run(post(hook, f"msg_test_{secrets.token_hex(8)}", body, now))
    except NotTaken as failure:
        raise Problem("not-taken", f"The webhook {name} did not take it: {failure.fault}.", "See to the receiver, or the address.") from failure
    if as_json:
        print_json({"webhook": name, "taken": True})
    else:
        print(f"The webhook {name} took it.")


@webhooks.command("retry")
def retry(data: DataOption = None, as_json: JsonOption = False) -> None:
    """Send again what was given up, and at once what waits; the service does it, as soon as it runs."""
    from assistant.export.courier import utc_now
    from assistant.settings import load_settings

    with opened_store(load_settings(data=data).data) as store:
        count = store.out.again(utc_now())
    if as_json:
        print_json({"due": count})
    else:
        print(f"{count} will be sent by the service." if count else "There is nothing to send.")


def _row(one: "Delivery") -> tuple[str, ...]:
    moment = one.delivered or one.next_try or one.made
    return one.call, one.target, one.state, str(one.attempts), moment.strftime(DAYS), one.fault or ""
