"""Serve the built site on this machine and open it in the browser: `make read`."""

import functools
import http.server
import sys
import webbrowser

handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=sys.argv[1])
with http.server.ThreadingHTTPServer(("localhost", 8000), handler) as server:
    webbrowser.open("http://localhost:8000")
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        print("\nStopped.")
