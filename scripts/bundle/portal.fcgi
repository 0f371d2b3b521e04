#!/bin/sh
# A worker of the portal, as the web server starts it.
exec "@BUNDLE@/certportal" --config "@CONFIG@" worker
