"""Listens to the events of a cluster through the real pylxd until one of an action comes.

Usage: pylxd_events.py ENDPOINT ACTION. Prints "open" once it listens, and then that event, as JSON.
"""

import json
import sys

import pylxd
from ws4py.client.threadedclient import WebSocketClient


class Listener(WebSocketClient):
    action = sys.argv[2]

    def opened(self):
        print("open", flush=True)

    def received_message(self, message):
        event = json.loads(message.data.decode("utf-8"))
        if event["metadata"].get("action") == self.action:
            print(json.dumps(event), flush=True)
            self.close()


listener = pylxd.Client(endpoint=sys.argv[1]).events(websocket_client=Listener)
listener.connect()
listener.run_forever()
