"""What every answer says about itself to the browser."""

from collections.abc import Mapping

from flask import Flask, Response

POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "img-src 'self'",
        "media-src 'self'",
        "font-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "object-src 'none'",  # said by the first line; some readers look for it
    )
)
NOT_NEEDED = (
    "accelerometer autoplay browsing-topics camera display-capture encrypted-media fullscreen geolocation "
    "gyroscope magnetometer microphone midi payment picture-in-picture publickey-credentials-get "
    "screen-wake-lock usb xr-spatial-tracking"
)
A_YEAR = 365 * 24 * 3600
FOR_ALL = {"X-Content-Type-Options": "nosniff", "Cross-Origin-Resource-Policy": "same-origin"}
"""Of pages and of files. What others may show in their pages (open data) says so itself."""
FOR_PAGES = {
    "X-Frame-Options": "DENY",  # as frame-ancestors, for old browsers
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{name}=()" for name in NOT_NEEDED.split()),
    # On a shared computer the back button must not show what the person before read or wrote.
    "Cache-Control": "no-store",
}


def install(app: Flask, *, https: bool) -> None:
    """Add the headers to every page. A view that set one itself keeps it."""
    headers = {**for_files(https=https), **FOR_PAGES, "Content-Security-Policy": policy(https=https)}

    def add(response: Response) -> Response:
        for name, value in headers.items():
            response.headers.setdefault(name, value)
        return response

    app.after_request(add)


def policy(*, https: bool) -> str:
    """The content security policy; with https nothing is ever asked for without it."""
    return f"{POLICY}; upgrade-insecure-requests" if https else POLICY


def for_files(*, https: bool) -> Mapping[str, str]:
    """The headers that files carry too."""
    if not https:
        return FOR_ALL
    return {**FOR_ALL, "Strict-Transport-Security": f"max-age={A_YEAR}; includeSubDomains"}
