"""Serve the built site on this machine and open it in the browser: `make read`."""

import argparse
import functools
import http.server
import webbrowser


def server(folder: str, port: int) -> http.server.ThreadingHTTPServer:
    """Return a server of the folder; at any free port where this one is taken."""
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=folder)
    try:
        return http.server.ThreadingHTTPServer(("localhost", port), handler)
    except OSError:
        return http.server.ThreadingHTTPServer(("localhost", 0), handler)


def main():
    """Serve the folder named on the command line until Ctrl+C."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", help="the built site, such as _build/html")
    parser.add_argument("--port", type=int, default=8000)
    options = parser.parse_args()
    with server(options.site, options.port) as serving:
        address = f"http://localhost:{serving.server_port}"
        print(f"Reading at {address} (stop with Ctrl+C)", flush=True)
        webbrowser.open(address)
        try:
            serving.serve_forever()
        except KeyboardInterrupt:
            print("\nStopped.")


if __name__ == "__main__":
    main()
