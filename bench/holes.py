"""A page with a hole, for bench/scan.py alone: the silence of a scanner that misses it would prove nothing."""

from flask import Flask, request

app = Flask("holes")


@app.get("/")
def hole() -> str:
    """Repeats what it is sent, as it is."""
    form = "<form><input name='q'><button>Go</button></form>"
    return f"<title>A hole</title>{form}<p>{request.args.get('q', '')}</p>"
