"""`factcheck user`: people of the desk."""

from __future__ import annotations

import click

from factcheck.cli.open_database import open_database
from factcheck.config import Settings
from factcheck.domain.roles import Role
from factcheck.services.person_add import add_person
from factcheck.services.person_disable import disable_person
from factcheck.services.person_find import find_person, list_people
from factcheck.services.person_reset import reset_person


@click.group("user")
def command() -> None:
    """Add, list, disable people; reset their passwords."""


@command.command()
@click.argument("email")
@click.option("--name", required=True, help="The name that colleagues read.")
@click.option("--role", type=click.Choice([role.value for role in Role]), default=Role.CHECKER.value, show_default=True)
def add(email: str, name: str, role: str) -> None:
    """Add a person and print her one-time password."""
    with open_database(Settings()) as database, database.write() as session:
        person, password = add_person(session, None, email=email, name=name, role=Role(role))
    click.echo(f"{person.name} <{person.email}> is at the desk as {person.role}. One-time password: {password}")


@command.command("list")
def list_() -> None:
    """List all people."""
    with open_database(Settings()) as database, database.read() as session:
        for person in list_people(session):
            state = "disabled" if person.disabled_at else "must change password" if person.must_change_password else ""
            click.echo(f"{person.email}\t{person.role}\t{person.name}\t{state}".rstrip())


@command.command()
@click.argument("email")
def disable(email: str) -> None:
    """Disable a person and sign her out everywhere."""
    with open_database(Settings()) as database, database.write() as session:
        person = disable_person(session, None, find_person(session, email).id)
    click.echo(f"{person.name} <{person.email}> is disabled and signed out.")


@command.command()
@click.argument("email")
def reset(email: str) -> None:
    """Give a person a new one-time password and sign her out everywhere."""
    with open_database(Settings()) as database, database.write() as session:
        person, password = reset_person(session, None, find_person(session, email).id)
    click.echo(f"{person.name} <{person.email}> signs in next with the one-time password: {password}")
