"""Reads a cluster through the real pylxd and prints what it sees.

Usage: pylxd_client.py ENDPOINT. The last line of the output is JSON (pylxd prints some things of its own before it):
{"cluster": {attribute: value}, "all": [{...}], "get": {name: {...}}}, every attribute of pylxd's documentation that
the installed release has.
"""

import json
import sys

import pylxd
from pylxd import models

CLUSTER = ("server_name", "enabled", "member_config")
MEMBER = (
    "architecture",
    "description",
    "failure_domain",
    "roles",
    "url",
    "database",
    "server_name",
    "status",
    "message",
    "config",
    "groups",
)


def read(instance, model, documented):
    """The documented attributes of an instance; of a later release those that it has more than 2.2.10."""
    return {name: getattr(instance, name) for name in documented if name in model.__attributes__}


def main(endpoint):
    client = pylxd.Client(endpoint=endpoint)
    assert client.trusted
    members = client.cluster.members.all()
    names = [member.server_name for member in members]
    seen = {
        "cluster": read(client.cluster.get(), models.Cluster, CLUSTER),
        "all": [read(member, models.ClusterMember, MEMBER) for member in members],
        "get": {
            name: read(client.cluster.members.get(name), models.ClusterMember, MEMBER) for name in names
        },
    }
    print("\n" + json.dumps(seen))


main(sys.argv[1])
