"""What the interoperability tests stand on: the server, stores, clients and readers."""
