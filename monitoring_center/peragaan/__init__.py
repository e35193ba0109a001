"""The demonstration: a whole kabupaten, filled and running, and the check that plays its main job over HTTP."""
